package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.backup.Vault;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.ui.backups.BackupsPage.Beside;
import dev.lockkeeper.ui.backups.BackupsPage.Question;
import dev.lockkeeper.ui.kit.RunWatch;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The backups page without its looks: what the folder holds, and what can be done with it: take one more, prove one, go back to one.
/// Touched on the screen's thread only.
public final class BackupsModel {

    private final Vault vault;
    private final Runs runs;
    private final Threads threads;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<BackupsPage> page = new ReadOnlyObjectWrapper<>(BackupsPage.BLANK);
    private final Set<OperationId> mine = new HashSet<>();
    private StopSignal looking = new StopSignal();
    private long asked;
    private long askedBeside;

    public BackupsModel(Vault vault, Runs runs, Threads threads, InstantSource clock) {
        this.vault = vault;
        this.runs = runs;
        this.threads = threads;
        this.clock = clock;
        RunWatch.begin(runs, threads, new RunWatch.Listener() {
            @Override
            public void underWay(Optional<RunSnapshot> run) {
                if (run.isPresent() || page.get().run().isPresent()) {
                    page.set(page.get().running(run));
                }
            }

            @Override
            public void ended(RunSnapshot run) {
                if (mine.remove(run.id())) {
                    page.set(page.get().ended(run));
                }
                refresh();
            }
        });
    }

    public ReadOnlyObjectProperty<BackupsPage> page() {
        return page.getReadOnlyProperty();
    }

    /// The moment by which ages are told.
    public Instant now() {
        return clock.instant();
    }

    public Environment environment() {
        return vault.restores().environment();
    }

    /// Looks at the folder, at how a backup would be made, and at what stands beside the live database, anew. Answers that a later
    /// question has overtaken are dropped. The list does not wait for the database.
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
        long numberBeside = ++askedBeside;
        // an unknown schedule is no trouble of the list's
        threads.<Optional<Message>>ask(this::schedule, told -> page.set(page.get().schedule(told)), _ -> {});
        threads.<Beside>ask(this::beside, found -> {
            if (numberBeside == askedBeside) {
                page.set(page.get().beside(found));
            }
        }, problem -> {
            if (numberBeside == askedBeside) {
                page.set(page.get().beside(new Beside.Unknown(problem)));
            }
        });
    }

    public void choose(Path file) {
        if (!page.get().sight().chosen().equals(Optional.of(file))) {
            page.set(page.get().choosing(file));
        }
    }

    /// Leaves only the files that hold every one of these words.
    public void search(String text) {
        if (!page.get().sight().search().equals(text)) {
            page.set(page.get().searching(text));
        }
    }

    /// When backups are taken by themselves, and whether one was missed; empty where they are not.
    private Optional<Message> schedule() {
        return vault.keeping().schedule(vault.backups().list()).map(state -> {
            String at = state.entry().schedule().at().toString();
            return state.missed().map(due -> Message.of("backups.schedule.missed", at, Date.from(due)))
                    .orElseGet(() -> state.installed()
                            ? Message.of("backups.schedule.daily", at, Date.from(state.next()))
                            : Message.of("backups.schedule.gone", at));
        });
    }

    /// Starts a backup, unless something is already at work.
    public void backUp() {
        if (page.get().cannotBackUp().isEmpty()) {
            start(Message.of("op.backup"), id -> vault.backups().taking(BackupReason.ASKED, id));
        }
    }

    /// Restores the chosen file into a database of its own, and drops that again.
    public void test() {
        Optional<BackupEntry> entry = page.get().chosenEntry();
        if (page.get().cannotTest().isEmpty() && entry.isPresent()) {
            Path file = entry.get().file();
            if (start(Message.of("op.test-restore", name(file)), id -> vault.tests().testing(file, id))) {
                page.set(page.get().testing(file));
            }
        }
    }

    /// Looks at the chosen file and at the live database, so that a person can be asked whether the one should take the other's place.
    public void preview() {
        Optional<BackupEntry> entry = page.get().chosenEntry();
        if (page.get().cannotRestore().isPresent() || entry.isEmpty()) {
            return;
        }
        Path file = entry.get().file();
        StopSignal stop = new StopSignal();
        looking = stop;
        page.set(page.get().asking(new Question.Looking(file)));
        threads.ask(() -> vault.restores().preview(file, stop), preview -> {
            if (!stop.requested()) {
                page.set(page.get().asking(new Question.Ready(preview)));
            }
        }, problem -> {
            if (!stop.requested()) {
                page.set(page.get().asking(new Question.Refused(file, problem)));
            }
        });
    }

    /// The question is asked, or nobody wants the answer any more.
    public void forget() {
        looking.request();
        page.set(page.get().asking(new Question.None()));
    }

    /// Puts the backup in the live data's place. `reason` goes into the run's log.
    public void restore(Restores.Preview preview, Safeguard.Wish backup, String reason) {
        start(Message.of("op.restore", name(preview.file())),
                id -> vault.restores().restoring(preview.file(), preview.identity(), backup, id).because(reason));
    }

    /// Gives a former database its place back.
    public void swapBack(RestoreSite.Kept former, String reason) {
        if (page.get().beside() instanceof Beside.Known known) {
            start(Message.of("op.swap-back", former.name()),
                    id -> vault.restores().swappingBack(former, known.identity(), id).because(reason));
        }
    }

    /// Ends a restore that was cut off: with the restored database (`finish`), or with the live one open as it was.
    public void end(RestoreSite.Interrupted interrupted, boolean finish, String reason) {
        start(Message.of(finish ? "op.finish-restore" : "op.reopen", interrupted.live()),
                id -> vault.restores().ending(interrupted, finish, id).because(reason));
    }

    /// Deletes a kept database for good.
    public void drop(RestoreSite.Kept kept, String reason) {
        start(Message.of("op.drop", kept.name()), _ -> vault.restores().dropping(kept).because(reason));
    }

    /// One piece of work at a time: false where one is under way, of which this page may not have heard yet.
    private <R> boolean start(Message title, Function<OperationId, Operation<R>> work) {
        if (page.get().busy().isPresent() || runs.underWay().isPresent()) {
            return false;
        }
        OperationId id = OperationId.fresh();
        mine.add(id);
        page.set(page.get().running(Optional.of(runs.start(id, title, work.apply(id)).snapshot())));
        return true;
    }

    /// Takes away the words about what ended.
    public void dismiss() {
        page.set(page.get().dismissed());
    }

    /// Where the backups stand.
    public Path path() {
        return vault.backups().folder().path();
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private BackupsPage.Folder folder() {
        try {
            return new BackupsPage.Folder.Listed(Listing.of(vault.backups().list()));
        } catch (ProblemException e) {
            return new BackupsPage.Folder.Unusable(e.problem());
        }
    }

    private BackupsPage.Way way() {
        try {
            return new BackupsPage.Way.Open(vault.backups().method(), vault.backups().command());
        } catch (ProblemException e) {
            return new BackupsPage.Way.Closed(e.problem());
        }
    }

    private Beside beside() {
        Restores restores = vault.restores();
        return new Beside.Known(restores.kept(), restores.interrupted(), restores.identity());
    }

    private record Look(BackupsPage.Folder folder, BackupsPage.Way way) {}
}
