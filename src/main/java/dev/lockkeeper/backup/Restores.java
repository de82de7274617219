package dev.lockkeeper.backup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The way back to a backup. The live database is never written to: the backup is restored beside it, compared with its manifest, and only
/// then takes its place by name. What was live is kept.
public final class Restores {

    private static final Message NOT_RESTORED = Message.of("state.not-restored");

    private static final int MOST_DANGERS = 20;

    private final Environment environment;
    private final Backups backups;
    private final Safeguard safeguard;
    private final Inspection inspection;
    private final RestoreSite site;
    private final ArchiveTool tool;
    private final OneWriter oneWriter;

    public Restores(Environment environment, Backups backups, Safeguard safeguard, Sealing sealing, RestoreSite site,
            ArchiveTool tool, OneWriter oneWriter) {
        this.environment = environment;
        this.backups = backups;
        this.safeguard = safeguard;
        this.inspection = new Inspection(backups.folder(), sealing);
        this.site = site;
        this.tool = tool;
        this.oneWriter = oneWriter;
    }

    /// What an operator should know before saying yes. `manifest` is empty for files from elsewhere, `now` holds the live rows, `sessions` who
    /// would be cut off, `identity` which database this was asked of.
    public record Preview(Path file, Archive archive, Optional<Manifest> manifest, Contents now,
            List<RestoreSite.Session> sessions,
            String identity, List<Message> dangers) {

        /// Rows of each table that the live database has and the backup does not; empty where the backup does not tell.
        public List<Contents.TableCount> losses() {
            return manifest.flatMap(Manifest::contents).map(then -> then.against(now)).orElse(List.of()).stream()
                    .filter(count -> count.found().orElse(0) > count.expected().orElse(0)).toList();
        }

        /// How long ago the backup was taken: what was changed since is lost.
        public Optional<Duration> age(Instant at) {
            return manifest.map(told -> Duration.between(told.takenAt(), at));
        }

        /// Whether it was taken of another environment or database.
        public boolean foreign(Environment environment) {
            return manifest.filter(told -> told.reason() != BackupReason.ADOPTED && told.environment().equals(environment.name())
                    && told.database().equals(environment.address().database())).isEmpty();
        }
    }

    /// Looks at the file and at the live database; changes nothing. Throws [BackupProblem].
    public Preview preview(Path file, StopSignal stop) {
        OperationId operation = OperationId.fresh();
        Inspection.Sound sound = inspection.look(file, site.serverVersion(), tool, operation, stop);
        String identity = site.identity();
        // somebody who lost the whole database must be able to get it back
        Contents now = identity.equals(RestoreSite.MISSING) ? Contents.NOTHING : site.liveContents(stop);
        return new Preview(file, sound.archive(), sound.manifest(), now, site.sessions(), identity, dangers(sound, stop));
    }

    /// What to tell of a file that nothing vouches for.
    private List<Message> dangers(Inspection.Sound sound, StopSignal stop) {
        List<Message> dangers = new ArrayList<>();
        if (sound.archive().kind() instanceof FileKind.PlainSql sql && !sql.complete()) {
            dangers.add(Message.of("restore.danger.incomplete"));
        }
        if (!sound.archive().vouched()) {
            dangers.add(Message.of("restore.danger.unvouched"));
        }
        site.dangers(sound.archive(), stop).stream().limit(MOST_DANGERS)
                .forEach(danger -> dangers.add(Message.of("restore.danger.statement", danger)));
        return List.copyOf(dangers);
    }

    /// How a restore ended: the name under which the former database is kept (empty where there was none any more), what stands in the live one now.
    public record Restored(Path file, String former, Contents contents, Optional<BackupEntry> guard) {}

    /// Restores `file` in the live database's place. `identity` is what the operator was shown ([Preview#identity]).
    public Operation<Restored> restoring(Path file, String identity, Safeguard.Wish wish, OperationId operation) {
        return (journal, stop) -> {
            safeguard.check(wish);
            boolean lost = identity.equals(RestoreSite.MISSING);
            boolean guarded = wish == Safeguard.Wish.WANTED && !lost;
            List<Message> plan = new ArrayList<>(List.of(Message.of("step.inspect")));
            if (guarded) {
                plan.add(Message.of("step.backup"));
                plan.add(Message.of("step.test-restore"));
            }
            plan.addAll(List.of(Message.of("step.restore-beside"), Message.of("step.compare"), Message.of("step.swap")));
            journal.plan(plan);
            journal.step(1);
            Inspection.Sound sound = inspection.look(file, site.serverVersion(), tool, operation, stop);
            mustBe(identity);
            FaultPoint.reached("restore.inspected");
            int last = plan.size();
            Optional<BackupEntry> guard = guarded ? guard(operation, journal, stop) : Optional.empty();
            FaultPoint.reached("restore.guarded");
            journal.step(last - 2);
            // A cold copy's database is built while the server stands still: no session, and so no lock, would live through that.
            OneWriter.Held lock = lost ? () -> {} : oneWriter.hold(operation);
            try (RestoreSite.Beside beside = site.build(sound.archive(), RestoreSite.Purpose.REPLACE, operation, journal, stop)) {
                journal.step(last - 1);
                mustBeRight(sound, beside, journal);
                stop.heed(NOT_RESTORED);
                journal.step(last);
                mustBe(identity);
                String former = beside.takePlace(lock, journal, stop);
                return new Restored(file, former, beside.contents(), guard);
            } finally {
                lock.close();
            }
        };
    }

    private Optional<BackupEntry> guard(OperationId operation, Journal journal, StopSignal stop) {
        journal.step(2);
        // its restore test has a database of its own under a name of its own
        return safeguard.take(Safeguard.Wish.WANTED, BackupReason.BEFORE_RESTORE, operation, journal, stop,
                () -> journal.step(3));
    }

    /// A name may come to mean another database between question and answer.
    private void mustBe(String identity) {
        String now = site.identity();
        if (!now.equals(identity)) {
            throw new ProblemException(new OperationProblem.AnotherDatabase(identity, now));
        }
    }

    private static void mustBeRight(Inspection.Sound sound, RestoreSite.Beside beside, Journal journal) {
        if (beside.restored().problems() > 0) {
            throw new ProblemException(
                    new BackupProblem.RestoredWithProblems(beside.restored().problems(), beside.restored().lines()));
        }
        Optional<Contents> expected = sound.manifest().flatMap(Manifest::contents);
        if (expected.isPresent() && !expected.get().same(beside.contents())) {
            throw new ProblemException(
                    new BackupProblem.ContentsDiffer(RestoreTests.differences(expected.get(), beside.contents())));
        }
        beside.contents().rows().forEach((table, rows) -> journal.info(Source.KEEPER, table + ": " + rows));
        journal.line(Source.KEEPER, expected.isPresent() ? Level.OK : Level.WARN,
                expected.isPresent() ? "rows and schema are as the manifest says" : "there is no manifest to compare with");
    }

    /// Former databases, and what restores that died left; newest first.
    public List<RestoreSite.Kept> kept() {
        return site.kept();
    }

    /// The newest former database, or the one of that name. Throws [BackupProblem.NothingKept].
    public RestoreSite.Kept former(Optional<String> name) {
        return site.kept().stream().filter(kept -> kept.role() == RestoreSite.Role.FORMER)
                .filter(kept -> name.isEmpty() || name.get().equals(kept.name())).findFirst()
                .orElseThrow(() -> new ProblemException(new BackupProblem.NothingKept(name.orElse(""))));
    }

    /// Gives a former database its place back. The result is the name under which the one that was live until now is kept.
    public Operation<String> swappingBack(RestoreSite.Kept former, String identity, OperationId operation) {
        return (journal, stop) -> {
            journal.plan(List.of(Message.of("step.swap")));
            journal.step(1);
            mustBe(identity);
            OneWriter.Held lock = oneWriter.hold(operation);
            try {
                stop.heed(NOT_RESTORED);
                return site.swapBack(former, lock, operation, journal, stop);
            } finally {
                lock.close();
            }
        };
    }

    /// Why nobody gets into the live database, where a restore was cut off.
    public Optional<RestoreSite.Interrupted> interrupted() {
        return site.interrupted();
    }

    /// Ends what was cut off: with the restored database (`finish`), or with the live one open as it was.
    public Operation<Boolean> ending(RestoreSite.Interrupted interrupted, boolean finish, OperationId operation) {
        return (journal, _) -> {
            journal.plan(List.of(Message.of(finish ? "step.swap" : "step.reopen")));
            journal.step(1);
            site.end(interrupted, finish, operation, journal);
            return finish;
        };
    }

    /// Drops a kept database for good.
    public Operation<Boolean> dropping(RestoreSite.Kept kept) {
        return (journal, _) -> {
            journal.plan(List.of(Message.of("step.drop", kept.name())));
            journal.step(1);
            site.drop(kept, journal);
            return true;
        };
    }

    /// Identifies the live database.
    public String identity() {
        return site.identity();
    }

    public Environment environment() {
        return environment;
    }

    public Backups backups() {
        return backups;
    }
}
