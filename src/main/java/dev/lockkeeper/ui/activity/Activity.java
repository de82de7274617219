package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The place where work is watched: the runs of this session and the log of each.
public final class Activity extends PageDestination<ActivityView> {

    private final ActivityModel model;
    private final Function<Problem, Advice> advice;
    private final Consumer<Path> opening;

    public Activity(ActivityModel model, Function<Problem, Advice> advice) {
        this(model, advice, _ -> {});
    }

    /// `opening` shows a log file of an earlier run.
    public Activity(ActivityModel model, Function<Problem, Advice> advice, Consumer<Path> opening) {
        super(Place.ACTIVITY, model.mark());
        this.model = model;
        this.advice = advice;
        this.opening = opening;
    }

    @Override
    protected ActivityView draw(Frame frame) {
        return new ActivityView(model, frame, advice, opening);
    }

    @Override
    public void refresh() {
        model.remember();
    }

    @Override
    public void find() {
        shown().ifPresent(ActivityView::find);
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
