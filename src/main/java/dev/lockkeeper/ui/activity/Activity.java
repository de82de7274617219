package dev.lockkeeper.ui.activity;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.WaysOut;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The place where work is watched: the runs of this session and the log of each.
public final class Activity extends PageDestination<ActivityView> {

    private final ActivityModel model;
    private final Outside outside;

    /// What the page needs of the world around it: words for problems, a program that opens the log file of an earlier run, and what mends a
    /// run that failed.
    public record Outside(Function<Problem, Advice> advice, Consumer<Path> opening, WaysOut ways) {}

    public Activity(ActivityModel model, Function<Problem, Advice> advice) {
        this(model, new Outside(advice, _ -> {}, WaysOut.NONE));
    }

    public Activity(ActivityModel model, Outside outside) {
        super(Place.ACTIVITY, model.mark());
        this.model = model;
        this.outside = outside;
    }

    @Override
    protected ActivityView draw(Frame frame) {
        return new ActivityView(model, frame, outside);
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
