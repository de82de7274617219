package dev.lockkeeper.backup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A place to restore that needs no database: every archive gives the same contents, unless it is told otherwise.
public final class FakeRestoreSite implements RestoreSite, ArchiveTool {

    public final List<String> log = new ArrayList<>();
    public final FakeScheduler scheduler = new FakeScheduler();
    public final List<Kept> kept = new ArrayList<>();
    public final List<Session> sessions = new ArrayList<>();
    public Contents live = FakeDump.CONTENTS;
    public Contents restoring = FakeDump.CONTENTS;
    public int problems;
    public String identity = "7/16384";
    public Optional<Problem> failure = Optional.empty();
    public Optional<Interrupted> interrupted = Optional.empty();
    /// Why the database does not answer when it is asked what stands beside it.
    public Optional<Problem> outage = Optional.empty();

    /// Tests of restores on this place, for backups in that folder.
    public RestoreTests tests(Environment environment, BackupFolder folder) {
        return new RestoreTests(environment, folder, Sealing.none(), this, this);
    }

    /// Everything that is done with backups, on this place.
    public Vault vault(Environment environment, Backups backups, OneWriter oneWriter) {
        Path folder = backups.folder().path();
        return vault(environment, backups, oneWriter,
                new Keeping(new Pruning(Retention.USUAL, new Attempts(folder, InstantSource.system()), List::of, ZoneOffset.UTC),
                        timetable(folder)));
    }

    /// When backups of that folder are taken by themselves.
    public Timetable timetable(Path folder) {
        return new Timetable("fake", folder, scheduler, () -> List.of("lockkeeper", "backup", "--scheduled"),
                new Timetable.Time(InstantSource.system(), ZoneOffset.UTC));
    }

    public Vault vault(Environment environment, Backups backups, OneWriter oneWriter, Keeping keeping) {
        RestoreTests tests = tests(environment, backups.folder());
        Safeguard safeguard = new Safeguard(environment, backups, tests);
        return new Vault(backups, tests, safeguard,
                new Restores(environment, backups, safeguard, Sealing.none(), this, this, oneWriter), keeping);
    }

    /// A safeguard on this place.
    public Safeguard safeguard(Environment environment, Backups backups) {
        return new Safeguard(environment, backups, tests(environment, backups.folder()));
    }

    @Override
    public Beside build(Archive archive, Purpose purpose, OperationId operation, Journal journal, StopSignal stop) {
        failure.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        try (var content = archive.open()) {
            content.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log.add("built " + purpose);
        return new FakeBeside();
    }

    @Override
    public String serverVersion() {
        return FakeDump.VERSION;
    }

    @Override
    public String identity() {
        return identity;
    }

    @Override
    public Contents liveContents(StopSignal stop) {
        return live;
    }

    @Override
    public List<String> dangers(Archive archive, StopSignal stop) {
        return List.of();
    }

    @Override
    public List<Session> sessions() {
        return List.copyOf(sessions);
    }

    @Override
    public List<Kept> kept() {
        outage.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return List.copyOf(kept);
    }

    @Override
    public Optional<Interrupted> interrupted() {
        return interrupted;
    }

    @Override
    public String swapBack(Kept former, OneWriter.Held lock, OperationId operation, Journal journal, StopSignal stop) {
        lock.close();
        log.add("back to " + former.name());
        return keep();
    }

    @Override
    public void end(Interrupted cut, boolean finish, OperationId operation, Journal journal) {
        log.add(finish ? "finished" : "reopened");
        interrupted = Optional.empty();
    }

    @Override
    public void drop(Kept one, Journal journal) {
        kept.remove(one);
    }

    @Override
    public OptionalLong free() {
        return OptionalLong.empty();
    }

    @Override
    public Restored restore(Archive archive, String database, Restorer by, OperationId operation, Journal journal,
            StopSignal stop) {
        throw new IllegalStateException("the place does it all");
    }

    @Override
    public List<String> complaints(Archive archive, OperationId operation, StopSignal stop) {
        return List.of("pg_restore: error: could not read from input file: end of file");
    }

    private String keep() {
        String name = "llm_webapp__old_" + kept.size();
        kept.addFirst(new Kept(name, Role.FORMER, Instant.EPOCH.plusSeconds(kept.size()), OptionalLong.of(1 << 20), false));
        return name;
    }

    private final class FakeBeside implements Beside {

        @Override
        public String name() {
            return "beside";
        }

        @Override
        public Contents contents() {
            return restoring;
        }

        @Override
        public Restored restored() {
            return new Restored("pg_restore", problems, problems == 0 ? List.of() : List.of("pg_restore: error: role missing"));
        }

        @Override
        public String takePlace(OneWriter.Held lock, Journal journal, StopSignal stop) {
            lock.close();
            live = restoring;
            log.add("swapped");
            return keep();
        }

        @Override
        public void close() {
            log.add("closed");
        }
    }
}
