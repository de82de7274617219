package dev.lockkeeper.ui.overview;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;

/// The first place of the console: the chain, and what to do about its first broken link.
public final class Overview extends PageDestination<OverviewView> {

    private final OverviewModel model;
    private final Outside outside;

    /// What the page needs of the world around it: words for problems, a program that opens a file, the way to the practice database.
    public record Outside(Function<Problem, Advice> advice, Consumer<Path> opening, Runnable practice) {}

    public Overview(OverviewModel model, Outside outside) {
        super(Place.OVERVIEW, model.mark());
        this.model = model;
        this.outside = outside;
    }

    @Override
    protected OverviewView draw(Frame frame) {
        return new OverviewView(model, frame, outside);
    }

    @Override
    public void refresh() {
        model.check();
    }

    @Override
    public void primary() {
        shown().ifPresent(OverviewView::primary);
    }
}
