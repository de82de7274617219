package dev.lockkeeper.ui.backups;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import org.jspecify.annotations.Nullable;

/// The backups page as the window knows it.
public final class BackupsDestination implements Destination {

    private final BackupsModel model;
    private final Function<Problem, Advice> advice;
    private final Consumer<Path> openFolder;
    private final ObservableValue<Optional<Mark>> mark;
    private @Nullable BackupsView view;

    /// `openFolder` shows a folder in the system's own file manager.
    public BackupsDestination(BackupsModel model, Function<Problem, Advice> advice, Consumer<Path> openFolder) {
        this.model = model;
        this.advice = advice;
        this.openFolder = openFolder;
        this.mark = model.page().map(BackupsDestination::mark);
    }

    private static Optional<Mark> mark(BackupsPage page) {
        if (page.interrupted().isPresent()) {
            return Optional.of(Mark.state(Tone.BAD, Message.of("backups.mark.interrupted")));
        }
        return page.folder() instanceof BackupsPage.Folder.Unusable
                ? Optional.of(Mark.state(Tone.WARN, Message.of("backups.mark.unusable")))
                : Optional.empty();
    }

    @Override
    public Place place() {
        return Place.BACKUPS;
    }

    @Override
    public Node view(Frame frame) {
        view = new BackupsView(model, frame, advice, openFolder);
        return view;
    }

    @Override
    public ObservableValue<Optional<Mark>> mark() {
        return mark;
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void primary() {
        if (view != null) {
            view.primary();
        }
    }

    @Override
    public void find() {
        if (view != null) {
            view.find();
        }
    }

    @Override
    public boolean escape() {
        return view != null && view.escape();
    }
}
