package dev.lockkeeper.ui.overview;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.WaysOut;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.Node;

/// The first place of the console: the chain, and what to do about its first broken link.
public final class Overview extends PageDestination<OverviewView> {

    private final OverviewModel model;
    private final Outside outside;

    /// What the page needs of the world around it: words for problems, a program that opens a file, and the ways that lead elsewhere.
    public record Outside(Function<Problem, Advice> advice, Consumer<Path> opening, Ways ways) {}

    /// Ways out that other parts of the window know.
    public interface Ways {

        /// Opens the practice database.
        void practice();

        /// Lets the person pick another project's folder.
        void chooseProject();

        /// Does with the container what this remedy says; where it has to be asked, the question stands over `owner`.
        void tend(Remedy.Verb verb, Frame frame, Node owner);
    }

    public Overview(OverviewModel model, Outside outside) {
        super(Place.OVERVIEW, model.mark());
        this.model = model;
        this.outside = outside;
    }

    /// For other places that show a problem of this environment.
    public WaysOut waysOut() {
        return (problem, frame, owner) -> new Offers(model, frame, outside, owner).best(problem);
    }

    @Override
    protected OverviewView draw(Frame frame) {
        return new OverviewView(model, frame, outside);
    }

    @Override
    public void refresh() {
        model.checkAnew();
    }

    @Override
    public void primary() {
        shown().ifPresent(OverviewView::primary);
    }
}
