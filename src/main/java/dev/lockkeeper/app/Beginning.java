package dev.lockkeeper.app;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.Deed;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.setup.Ground;
import dev.lockkeeper.setup.Setup;
import java.util.Optional;

/// The work behind remedies, in the rooms of one environment; and the set-up that stands on it, with a window and without.
final class Beginning {

    private Beginning() {}

    /// The set-up of the environment of these rooms. `house` opens it anew, once its file was made or changed.
    static Setup in(House house, Rooms rooms) {
        return new Setup(ground(rooms, () -> {}), () -> {
            Rooms anew = house.open(Optional.of(rooms.environment().name()));
            return ground(anew, anew::close);
        });
    }

    private static Ground ground(Rooms rooms, Runnable closing) {
        return new Ground(new Project(rooms.project()), rooms.environment(),
                new Ground.Rooms(rooms.diagnosis(), rooms.schema(), closing), new Ground.Ways() {
                    @Override
                    public Optional<Remedy.Verb> unasked(Problem problem) {
                        return Beginning.unasked(problem);
                    }

                    @Override
                    public Optional<Operation<?>> work(Remedy.Verb verb) {
                        return Beginning.work(rooms, verb);
                    }
                });
    }

    /// Starting what does not run is safe, and so is waiting for what starts: where the advice begins with it, nobody has to be asked.
    private static Optional<Remedy.Verb> unasked(Problem problem) {
        return problem instanceof ContainerProblem.ContainerStarting
                ? Optional.of(Remedy.Verb.BRING_UP)
                : Advices.on(problem).remedies().stream().findFirst().map(Remedy::verb)
                        .filter(verb -> verb == Remedy.Verb.BRING_UP || verb == Remedy.Verb.START_ENGINE);
    }

    /// Empty where a remedy is no work of ours, or a person is asked more than a press of a button.
    static Optional<Operation<?>> work(Rooms rooms, Remedy.Verb verb) {
        Rooms.Docker docker = rooms.docker();
        return switch (verb) {
            case START_ENGINE -> Optional.of(docker.engine().start());
            case BRING_UP -> Optional.of(docker.bringUp());
            case UNPAUSE_CONTAINER -> Optional.of(docker.tending().actions().doing(Deed.UNPAUSE, OperationId.fresh()));
            case USE_FREE_PORT -> Optional.of(docker.mending().freePort());
            case SET_PASSWORD -> Optional.of(docker.mending().setPassword());
            case CREATE_PASSWORD -> Optional.of(docker.mending().createPassword());
            case USE_PUBLISHED_PORT -> Optional.of(docker.mending().publishedPort());
            case USE_EARLIER_IMAGE -> Optional.of(docker.mending().earlierImage());
            case MEND_ENVIRONMENT_FILE -> Optional.of(docker.mending().environmentFile());
            case QUOTE_PASSWORD -> Optional.of(docker.mending().quotePassword());
            case REBUILD_INDEXES -> Optional.of(docker.mending().rebuildIndexes());
            case REOPEN -> Optional.of(ending(rooms, false));
            case FINISH_RESTORE -> Optional.of(ending(rooms, true));
            default -> Optional.empty();
        };
    }

    /// What was cut off is asked for only when somebody wants to end it.
    private static Operation<Boolean> ending(Rooms rooms, boolean finish) {
        return (journal, stop) -> {
            RestoreSite.Interrupted cut = rooms.vault().restores().interrupted()
                    .orElseThrow(
                            () -> new ProblemException(new BackupProblem.NothingKept(rooms.environment().address().database())));
            return rooms.vault().restores().ending(cut, finish, OperationId.fresh()).run(journal, stop);
        };
    }
}
