package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.ActionWithoutEffect;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.ContainerProblem.ImageStillMissing;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LinesOnly;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What can be done with the service: each says its command first, runs it, and is done only when the engine shows the wanted state.
public final class Actions {

    private static final Duration FOR_THE_END = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final Path project;
    private final Compose compose;
    private final Seen seen;
    private final Images images;
    private final BringUp.Reachable reachable;
    private final OneAction one;

    /// `project` is the folder of the Compose file.
    public Actions(Path project, Compose compose, Seen seen, Images images, BringUp.Reachable reachable, OneAction one) {
        this.project = project;
        this.compose = compose;
        this.seen = seen;
        this.images = images;
        this.reachable = reachable;
        this.one = one;
    }

    /// The two ways to look at the service's container.
    public record Seen(Containers containers, Services services) {}

    /// How it stands afterwards, and which images came.
    public record Done(Optional<ServiceFacts> service, List<String> images) {}

    /// The command, to be shown before it runs.
    public String command(Deed deed) {
        return compose.command(deed);
    }

    public String loadCommand(Path file) {
        return images.loading(file);
    }

    /// The deed as an operation. Throws [ContainerProblem], [EngineProblem], and where it ends sessions [dev.lockkeeper.operation.OperationProblem].
    public Operation<Done> doing(Deed deed, OperationId operation) {
        return (journal, stop) -> one.alone(command(deed), () -> {
            Optional<ServiceFacts> before = allowed(deed, operation);
            return switch (deed) {
                case UP, START, RESTART, RECREATE -> started(deed, journal, stop);
                case UNPAUSE -> before.filter(facts -> facts.container().state() == State.PAUSED).isPresent()
                        ? started(deed, journal, stop)
                        : already(before, journal);
                case STOP, REMOVE -> ended(deed, journal, stop);
                case PULL -> pulled(journal, stop);
            };
        });
    }

    /// Takes in the images of a file, and checks that the service's is among them.
    public Operation<Done> loading(Path file) {
        return (journal, stop) -> one.alone(loadCommand(file), () -> {
            journal.plan(List.of(Message.of("deed.load"), Message.of("step.image-there")));
            journal.step(1);
            journal.command(loadCommand(file));
            List<String> names = images.load(file, journal, stop);
            journal.step(2);
            there(names, journal);
            return new Done(Optional.empty(), names);
        });
    }

    /// The images that nobody needs; the service's own is never among them.
    public List<UnusedImage> unused() {
        return images.unused(wanted());
    }

    public String pruneCommand(List<UnusedImage> listed) {
        return images.discarding(listed);
    }

    /// What was removed, and the room that went with it.
    public record Pruned(List<UnusedImage> removed, Optional<ServiceFacts> service) {
        public Pruned {
            removed = List.copyOf(removed);
        }

        public long bytes() {
            return removed.stream().mapToLong(UnusedImage::bytes).sum();
        }
    }

    /// Removes the listed images, as far as still nobody needs them, and checks that they are gone and the service's image is not.
    /// `thenUp`: brings the service up in the room that came free.
    public Operation<Pruned> pruning(List<UnusedImage> listed, boolean thenUp) {
        return (journal, stop) -> one.alone(pruneCommand(listed), () -> {
            List<Message> plan = new ArrayList<>(List.of(Message.of("step.images-discarded"), Message.of("step.images-gone")));
            if (thenUp) {
                plan.add(Message.of("step.deed-run", Message.of(Deed.UP.key())));
            }
            journal.plan(plan);
            journal.step(1);
            boolean had = wanted().filter(images::present).isPresent();
            List<UnusedImage> removed = discarded(listed, journal, stop);
            journal.step(2);
            List<String> left = unused().stream().map(UnusedImage::id).toList();
            List<String> stayed = removed.stream().filter(image -> left.contains(image.id())).map(UnusedImage::shortId).toList();
            if (!stayed.isEmpty() || (had && wanted().filter(images::present).isEmpty())) {
                throw new ProblemException(new ActionWithoutEffect(pruneCommand(listed), "-",
                        stayed.isEmpty() ? wanted().orElse("–") : String.join(", ", stayed)));
            }
            journal.line(Source.KEEPER, Level.OK, removed.size() + "/" + listed.size());
            if (thenUp) {
                journal.step(3);
                new BringUp(compose, seen.containers(), reachable).run(new LinesOnly(journal), stop);
            }
            return new Pruned(removed, thenUp ? seen.services().look() : Optional.empty());
        });
    }

    private List<UnusedImage> discarded(List<UnusedImage> listed, Journal journal, StopSignal stop) {
        List<String> still = unused().stream().map(UnusedImage::id).toList();
        List<UnusedImage> removed = new ArrayList<>();
        for (UnusedImage image : listed) {
            stop.heed(Message.of("state.images-stopped", removed.size()));
            journal.command(images.discarding(List.of(image)));
            if (still.contains(image.id()) && images.discard(image)) {
                removed.add(image);
            } else {
                journal.line(Source.KEEPER, Level.WARN, image.shortId() + ": needed by now, stays");
            }
            journal.progress(removed.size(), listed.size());
        }
        return removed;
    }

    private Optional<ServiceFacts> allowed(Deed deed, OperationId operation) {
        Optional<ServiceFacts> found = seen.services().look();
        switch (deed) {
            case START, STOP, RESTART, UNPAUSE, REMOVE -> {
                if (found.isEmpty()) {
                    throw new ProblemException(new ContainerMissing(compose.service(), project));
                }
            }
            case UP, RECREATE, PULL -> {
                // these make what is not there
            }
        }
        Optional<State> state = found.map(facts -> facts.container().state());
        if (state.filter(State.PAUSED::equals).isPresent() && deed != Deed.UNPAUSE && deed != Deed.PULL) {
            throw new ProblemException(new ContainerPaused(compose.service()));
        }
        if (deed.interrupts() && state.filter(State.RUNNING::equals).isPresent()) {
            one.nobodyWrites(operation);
        }
        return found;
    }

    private Done started(Deed deed, Journal journal, StopSignal stop) throws InterruptedException {
        new BringUp(compose, seen.containers(), reachable, deed).run(journal, stop);
        return new Done(seen.services().look(), List.of());
    }

    private static Done already(Optional<ServiceFacts> found, Journal journal) {
        found.ifPresent(facts -> journal.line(Source.KEEPER, Level.OK, facts.container().name() + ": " + facts.condition()));
        return new Done(found, List.of());
    }

    private Done ended(Deed deed, Journal journal, StopSignal stop) throws InterruptedException {
        journal.plan(List.of(Message.of("step.deed-run", Message.of(deed.key())), Message.of("step.wait-ended")));
        journal.step(1);
        compose.run(deed, journal, stop);
        journal.step(2);
        long deadline = System.nanoTime() + FOR_THE_END.toNanos();
        while (true) {
            Optional<ServiceFacts> now = seen.services().look();
            if (now.filter(facts -> facts.condition() != Condition.EXITED).isEmpty() && (deed == Deed.STOP || now.isEmpty())) {
                journal.line(Source.KEEPER, Level.OK,
                        now.map(facts -> facts.container().name() + ": exited (" + facts.container().exitCode() + ")")
                                .orElse("–"));
                return new Done(now, List.of());
            }
            if (System.nanoTime() - deadline > 0) {
                throw new ProblemException(new ActionWithoutEffect(command(deed), "exited",
                        now.map(facts -> facts.condition().name().toLowerCase(java.util.Locale.ROOT)).orElse("–")));
            }
            stop.pause(BETWEEN_LOOKS);
            stop.heed(Message.of("state.deed-stopped"));
        }
    }

    private Done pulled(Journal journal, StopSignal stop) {
        journal.plan(List.of(Message.of("step.deed-run", Message.of(Deed.PULL.key())), Message.of("step.image-there")));
        journal.step(1);
        compose.run(Deed.PULL, journal, stop);
        journal.step(2);
        there(List.of(), journal);
        return new Done(seen.services().look(), wanted().stream().toList());
    }

    private Optional<String> wanted() {
        return compose.text().flatMap(text -> text.image(compose.service()));
    }

    private void there(List<String> came, Journal journal) {
        wanted().ifPresent(image -> {
            if (!images.present(image)) {
                throw new ProblemException(new ImageStillMissing(image, came));
            }
            journal.line(Source.KEEPER, Level.OK, image);
        });
    }
}
