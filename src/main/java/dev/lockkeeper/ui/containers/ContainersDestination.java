package dev.lockkeeper.ui.containers;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.log.ContainerLogModel;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.scene.Node;

/// The containers page as the window knows it.
public final class ContainersDestination extends PageDestination<ContainersView> {

    private final ContainersModel model;
    private final Outside outside;
    private final LogFeed feed;

    /// What the page needs of the world around it: words for problems, a file that a person chooses, and the container's log.
    public record Outside(Function<Problem, Advice> advice, Choosing choosing, ContainerLogModel log) {}

    /// A dialog in which a person chooses a file; empty where none was chosen.
    public interface Choosing {
        Optional<Path> file(Node owner, String title, List<String> patterns);
    }

    public ContainersDestination(ContainersModel model, Outside outside) {
        super(Place.CONTAINERS, model.page().map(ContainersDestination::mark));
        this.model = model;
        this.outside = outside;
        this.feed = new LogFeed(outside.log());
    }

    private static Optional<Mark> mark(ContainersPage page) {
        return switch (page.stand()) {
            case ContainersPage.Stand.Asking _,ContainersPage.Stand.Elsewhere _ -> Optional.empty();
            case ContainersPage.Stand.Unreachable _ -> Optional.of(Mark.state(Tone.WAIT, Message.of("overview.unknown")));
            case ContainersPage.Stand.Missing _ -> Optional.of(Mark.state(Tone.BAD, Message.of("overview.badge.missing")));
            case ContainersPage.Stand.Several _ -> Optional.of(Mark.state(Tone.WARN, Message.of("containers.several")));
            case ContainersPage.Stand.Here here -> Optional.of(Mark.state(StateLook.of(here.facts().condition()).tone(),
                    here.facts().condition().words(here.facts().container().exitCode())));
        };
    }

    @Override
    protected ContainersView draw(Frame frame) {
        return new ContainersView(model, frame, outside, feed);
    }

    /// What a remedy on another page does with the container: asked and run as here.
    public void tend(Remedy.Verb verb, Frame frame, Node owner) {
        Pressed pressed = new Pressed(model, frame, outside, true);
        switch (verb) {
            case UNPAUSE_CONTAINER -> pressed.ask(new Wish.Unpause());
            case RESTART_CONTAINER -> pressed.ask(new Wish.Restart());
            case RECREATE_CONTAINER -> pressed.ask(new Wish.Recreate());
            case LOAD_IMAGE -> pressed.load(owner);
            case PRUNE_IMAGES -> pressed.prune(true);
            default -> frame.go(Place.CONTAINERS);
        }
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void primary() {
        shown().ifPresent(ContainersView::primary);
    }

    @Override
    public void find() {
        shown().ifPresent(ContainersView::find);
    }
}
