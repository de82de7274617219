package dev.lockkeeper.cli;

import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.environment.EnvLint;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.CheckName;
import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.Optional;

/// `up`: brings the database's container up and waits until it lets us in.
final class UpVerb implements Verb {

    @Override
    public String name() {
        return "up";
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        if (!desk.environment().inContainer()) {
            throw new ProblemException(new CommandProblem.NothingToBringUp(desk.environment().name()));
        }
        // a volume that is made now keeps the password as Compose reads it
        desk.environment().file().map(EnvLint::lost).orElse(List.of()).forEach(flaw -> voice.mention(flaw).forEach(voice::note));
        voice.note("$ " + desk.lifting().command().get());
        return work.run(Message.of("cli.title.up"), _ -> desk.lifting().bringUp(), (container, ended) -> {
            Optional<Problem> unfinished = unfinished(desk);
            ExitCode code = unfinished.isPresent() ? ExitCode.ATTENTION : ExitCode.DONE;
            voice.tell(
                    new JsonLine().put("container", container.name()).put("state", container.state())
                            .put("health", container.health())
                            .put("attention", unfinished.map(voice::describe))
                            .put("exit", code.number()).put("log", ended.log()),
                    List.of(voice.say("cli.up.done", container.name(), MoveVerb.seconds(ended.took()))));
            unfinished.ifPresent(problem -> voice.show(voice.mention(problem)));
            return code;
        });
    }

    /// A server that lets us in may hold a database that nobody finished making; the checklist tells when.
    private static Optional<Problem> unfinished(Desk desk) {
        return desk.help().checklist().check().check(CheckName.CONTAINER).problem()
                .filter(ContainerProblem.FirstStartUnfinished.class::isInstance);
    }
}
