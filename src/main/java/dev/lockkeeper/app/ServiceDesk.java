package dev.lockkeeper.app;

import dev.lockkeeper.containers.Actions;
import dev.lockkeeper.containers.Ailment;
import dev.lockkeeper.containers.ContainerProblem.ContainerAndImageMissing;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.Deed;
import dev.lockkeeper.containers.HealthCheckProblem;
import dev.lockkeeper.containers.InsideFacts;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.ServiceSight;
import dev.lockkeeper.containers.ServiceWatch;
import dev.lockkeeper.containers.Tending;
import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.containers.VolumeReset;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.ui.containers.ServiceRoom;
import dev.lockkeeper.ui.containers.Wish;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// The containers page's questions and wishes, brought to the rooms.
record ServiceDesk(Rooms rooms) implements ServiceRoom {

    private Tending tending() {
        return rooms.docker().tending();
    }

    private ServiceWatch eye() {
        return rooms.docker().sight().watch();
    }

    @Override
    public void watch(Consumer<ServiceSight> seen) {
        eye().onChange(seen);
        seen.accept(eye().now());
    }

    @Override
    public void lookAgain() {
        eye().lookAgain();
    }

    @Override
    public Beside beside(ServiceSight sight) {
        boolean reached = sight.problem().isEmpty();
        Optional<ServiceFacts> facts = sight.facts().filter(_ -> reached);
        Optional<Problem> problem = facts
                .flatMap(known -> told(() -> Ailment.first(known.container(), rooms.docker().containers())))
                .map(rooms.docker().sight().causes()::of);
        Optional<InsideFacts.Disk> disk = facts.filter(known -> known.condition().alive())
                .flatMap(known -> told(() -> tending().inside().disk(known.container())));
        List<HealthCheckProblem> findings = facts.map(tending()::weaknesses).orElse(List.of());
        boolean imageMissing = reached && facts.isEmpty() && rooms.docker().sight().causes().of(
                new ContainerMissing(tending().compose().service(), rooms.project())) instanceof ContainerAndImageMissing;
        return new Beside(problem, disk, findings, imageMissing, commands());
    }

    /// What cannot be asked now is not known; the watch says why.
    private static <T> Optional<T> told(Supplier<Optional<T>> question) {
        try {
            return question.get();
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    private Commands commands() {
        Actions actions = tending().actions();
        Map<String, String> texts = new HashMap<>();
        texts.put("load", actions.loadCommand(Path.of(Commands.FILE)));
        texts.put("prune", "docker image rm " + Commands.IMAGES);
        for (Wish wish : List.of(new Wish.Start(), new Wish.Stop(), new Wish.Restart(), new Wish.Unpause(), new Wish.Recreate(),
                new Wish.Pull())) {
            texts.put(wish.key(), actions.command(deed(wish)));
        }
        return new Commands(texts);
    }

    private static Deed deed(Wish wish) {
        return switch (wish) {
            case Wish.Start _ -> Deed.UP;
            case Wish.Stop _ -> Deed.STOP;
            case Wish.Restart _ -> Deed.RESTART;
            case Wish.Unpause _ -> Deed.UNPAUSE;
            case Wish.Recreate _ -> Deed.RECREATE;
            case Wish.Pull _ -> Deed.PULL;
            case Wish.Load _,Wish.Prune _,Wish.Reset _ -> throw new IllegalArgumentException("no deed of Compose's: " + wish);
        };
    }

    @Override
    public Operation<?> work(Wish wish, OperationId id) {
        return switch (wish) {
            case Wish.Load(Path file) -> tending().actions().loading(file);
            case Wish.Prune(var images, boolean thenStart) -> tending().actions().pruning(images, thenStart);
            case Wish.Reset(var volume, boolean declined) -> tending().reset().resetting(volume,
                    declined ? VolumeReset.Backing.DECLINED : VolumeReset.Backing.PROVEN, id);
            default -> tending().actions().doing(deed(wish), id);
        };
    }

    @Override
    public Reset reset() {
        VolumeReset.Preview preview = tending().reset().preview();
        return new Reset(preview.volume(), preview.bytes(), preview.backup().map(proven -> new Saved(proven.at(), true)),
                preview.refusal().map(problem -> (Problem) problem), preview.declinable(),
                String.join(" && ", preview.commands()));
    }

    @Override
    public List<UnusedImage> unused() {
        return tending().actions().unused();
    }

    @Override
    public void chooseService(String service) {
        tending().choice().chooseService(Optional.of(service));
        eye().lookAgain();
    }

    @Override
    public void choose(String project) {
        tending().choice().choose(Optional.of(project));
        eye().lookAgain();
    }
}
