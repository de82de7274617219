package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.ui.kit.RunWatch;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The backups page without its looks: what the folder holds, and the taking of one more.
/// Touched on the screen's thread only.
public final class BackupsModel {

    private final Backups backups;
    private final Runs runs;
    private final Threads threads;
    private final ReadOnlyObjectWrapper<BackupsPage> page = new ReadOnlyObjectWrapper<>(BackupsPage.BLANK);
    private final Set<OperationId> taken = new HashSet<>();
    private long asked;

    public BackupsModel(Backups backups, Runs runs, Threads threads) {
        this.backups = backups;
        this.runs = runs;
        this.threads = threads;
        RunWatch.begin(runs, threads, new RunWatch.Listener() {
            @Override
            public void underWay(Optional<RunSnapshot> run) {
                page.set(page.get().running(run));
            }

            @Override
            public void ended(RunSnapshot run) {
                if (taken.remove(run.id())) {
                    page.set(page.get().ended(run));
                }
                refresh();
            }
        });
    }

    public ReadOnlyObjectProperty<BackupsPage> page() {
        return page.getReadOnlyProperty();
    }

    /// Looks at the folder, and at how a backup would be made, anew. An answer that a later question has overtaken is dropped.
    public void refresh() {
        long number = ++asked;
        threads.ask(() -> new Look(folder(), way()), look -> {
            if (number == asked) {
                page.set(page.get().listed(look.folder, look.way));
            }
        }, problem -> {
            if (number == asked) {
                page.set(page.get().listed(new BackupsPage.Folder.Unusable(problem), page.get().way()));
            }
        });
    }

    public void choose(Path file) {
        if (!page.get().chosen().equals(Optional.of(file))) {
            page.set(page.get().choosing(file));
        }
    }

    /// Starts a backup, unless something is already at work.
    public void backUp() {
        if (page.get().cannotBackUp().isPresent() || runs.underWay().isPresent()) {
            return; // a double click, or a run that this page has not heard of yet
        }
        OperationId id = OperationId.fresh();
        taken.add(id);
        page.set(page.get().running(
                Optional.of(runs.start(id, Message.of("op.backup"), backups.taking(BackupReason.ASKED, id)).snapshot())));
    }

    /// Takes away the words about the backup that ended.
    public void dismiss() {
        page.set(page.get().dismissed());
    }

    /// Where the backups stand.
    public Path path() {
        return backups.folder().path();
    }

    private BackupsPage.Folder folder() {
        try {
            return new BackupsPage.Folder.Listed(backups.list());
        } catch (ProblemException e) {
            return new BackupsPage.Folder.Unusable(e.problem());
        }
    }

    private BackupsPage.Way way() {
        try {
            return new BackupsPage.Way.Open(backups.method(), backups.command());
        } catch (ProblemException e) {
            return new BackupsPage.Way.Closed(e.problem());
        }
    }

    private record Look(BackupsPage.Folder folder, BackupsPage.Way way) {}
}
