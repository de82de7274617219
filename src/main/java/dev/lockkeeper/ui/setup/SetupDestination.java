package dev.lockkeeper.ui.setup;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import java.net.URI;
import java.nio.file.Path;
import javafx.beans.value.ObservableValue;

/// The place of the set-up.
public final class SetupDestination extends PageDestination<SetupView> {

    private final SetupModel model;
    private final Outside outside;

    /// What the page needs of the world around it.
    public interface Outside {

        /// Words for a problem.
        Advice advice(Problem problem);

        /// Opens a file in the program that the system has for it.
        void open(Path file);

        void browse(URI page);

        /// Where the project's web application answers; it can be set while the page is shown.
        ObservableValue<URI> application();

        void practice();

        /// Lets the person pick another project's folder.
        void chooseProject();

        /// A command, with what it would otherwise take from the present folder.
        String complete(String command);
    }

    public SetupDestination(SetupModel model, Outside outside) {
        super(Place.SETUP, model.mark());
        this.model = model;
        this.outside = outside;
    }

    @Override
    public boolean wanted() {
        return model.environment().unwritten();
    }

    @Override
    protected SetupView draw(Frame frame) {
        return new SetupView(model, frame, outside);
    }

    @Override
    public void refresh() {
        model.check();
    }

    @Override
    public void primary() {
        shown().ifPresent(SetupView::primary);
    }
}
