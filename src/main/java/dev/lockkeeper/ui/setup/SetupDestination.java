package dev.lockkeeper.ui.setup;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Place;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;

/// The place of the set-up.
public final class SetupDestination implements Destination {

    private final SetupModel model;
    private final Outside outside;
    private Runnable primary = () -> {};

    /// What the page needs of the world around it.
    public interface Outside {

        /// Words for a problem.
        Advice advice(Problem problem);

        /// Opens a file in the program that the system has for it.
        void open(Path file);

        void browse(URI page);

        void practice();

        /// Lets the person pick another project's folder.
        void chooseProject();

        /// A command, with what it would otherwise take from the present folder.
        String complete(String command);
    }

    public SetupDestination(SetupModel model, Outside outside) {
        this.model = model;
        this.outside = outside;
    }

    @Override
    public Place place() {
        return Place.SETUP;
    }

    @Override
    public boolean wanted() {
        return model.environment().unwritten();
    }

    @Override
    public Node view(Frame frame) {
        SetupView view = new SetupView(model, frame, outside);
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
