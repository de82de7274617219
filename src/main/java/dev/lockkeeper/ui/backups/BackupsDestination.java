package dev.lockkeeper.ui.backups;

import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The backups page as the window knows it.
public final class BackupsDestination extends PageDestination<BackupsView> {

    private final BackupsModel model;
    private final Function<Problem, Advice> advice;
    private final Consumer<Path> openFolder;

    /// `openFolder` shows a folder in the system's own file manager.
    public BackupsDestination(BackupsModel model, Function<Problem, Advice> advice, Consumer<Path> openFolder) {
        super(Place.BACKUPS, model.page().map(BackupsDestination::mark));
        this.model = model;
        this.advice = advice;
        this.openFolder = openFolder;
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
    protected BackupsView draw(Frame frame) {
        return new BackupsView(model, frame, advice, openFolder);
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void primary() {
        shown().ifPresent(BackupsView::primary);
    }

    @Override
    public void find() {
        shown().ifPresent(BackupsView::find);
    }

    @Override
    public boolean escape() {
        return shown().map(BackupsView::escape).orElse(false);
    }
}
