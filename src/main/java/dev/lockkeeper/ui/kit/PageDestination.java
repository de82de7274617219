package dev.lockkeeper.ui.kit;

import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// A place with one view at a time: what every page answers the window in the same way.
public abstract class PageDestination<V extends Node> implements Destination {

    private final Place place;
    private final ObservableValue<Optional<Mark>> mark;
    private @Nullable V view;

    protected PageDestination(Place place, ObservableValue<Optional<Mark>> mark) {
        this.place = place;
        this.mark = mark;
    }

    /// Makes the view, in the frame's language.
    protected abstract V draw(Frame frame);

    /// The newest view; empty until the page was first shown.
    protected final Optional<V> shown() {
        return Optional.ofNullable(view);
    }

    @Override
    public final Place place() {
        return place;
    }

    @Override
    public final Node view(Frame frame) {
        V fresh = draw(frame);
        view = fresh;
        return fresh;
    }

    @Override
    public final ObservableValue<Optional<Mark>> mark() {
        return mark;
    }
}
