package dev.lockkeeper.ui.activity;

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

/// The place where work is watched: the runs of this session and the log of each.
public final class Activity implements Destination {

    private final ActivityModel model;
    private final Function<Problem, Advice> advice;
    private final Consumer<Path> opening;
    private Runnable find = () -> {};

    public Activity(ActivityModel model, Function<Problem, Advice> advice) {
        this(model, advice, _ -> {});
    }

    /// `opening` shows a log file of an earlier run.
    public Activity(ActivityModel model, Function<Problem, Advice> advice, Consumer<Path> opening) {
        this.model = model;
        this.advice = advice;
        this.opening = opening;
    }

    @Override
    public Place place() {
        return Place.ACTIVITY;
    }

    @Override
    public Node view(Frame frame) {
        ActivityView view = new ActivityView(model, frame, advice, opening);
        find = view::find;
        return view;
    }

    @Override
    public ObservableValue<Optional<Mark>> mark() {
        return model.mark();
    }

    @Override
    public void refresh() {
        model.remember();
    }

    @Override
    public void find() {
        find.run();
    }

    @Override
    public boolean escape() {
        if (model.page().get().open().isEmpty()) {
            return false;
        }
        model.open(Optional.empty());
        return true;
    }
}
