package dev.lockkeeper.ui.overview;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Place;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/// The first place of the console: the chain, and what to do about its first broken link.
public final class Overview implements Destination {

    private final OverviewModel model;
    private final Outside outside;
    private Runnable primary = () -> {};

    /// What the page needs of the world around it: words for problems, a program that opens a file, the way to the practice database.
    public record Outside(Function<Problem, Advice> advice, Consumer<Path> opening, Runnable practice) {}

    public Overview(OverviewModel model, Outside outside) {
        this.model = model;
        this.outside = outside;
    }

    @Override
    public Place place() {
        return Place.OVERVIEW;
    }

    @Override
    public Node view(Frame frame) {
        OverviewView view = new OverviewView(model, frame, outside);
        primary = view::primary;
        return view;
    }

    @Override
    public ObservableValue<Optional<Mark>> mark() {
        return model.mark();
    }

    @Override
    public void refresh() {
        model.check();
    }

    @Override
    public void primary() {
        primary.run();
    }
}
