package dev.lockkeeper.backup;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.FaultPoint;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// Restores backups into a database of their own, counts, compares, and drops it again: a backup counts as one only after that.
public final class RestoreTests {

    private final Environment environment;
    private final BackupFolder folder;
    private final Inspection inspection;
    private final RestoreSite site;
    private final ArchiveTool tool;

    public RestoreTests(Environment environment, BackupFolder folder, Sealing sealing, RestoreSite site, ArchiveTool tool) {
        this.environment = environment;
        this.folder = folder;
        this.inspection = new Inspection(folder, sealing);
        this.site = site;
        this.tool = tool;
    }

    /// A restore test as an operation of its own. Its result says how it went; a problem is thrown only where the file could not be tested
    /// at all, and even then what is known to be wrong with it is kept beside it.
    public Operation<RestoreTest> testing(Path file, OperationId operation) {
        return (journal, stop) -> {
            journal.plan(List.of(Message.of("step.inspect"), Message.of("step.test-restore"), Message.of("step.compare")));
            journal.step(1);
            return test(file, operation, journal, stop, number -> journal.step(1 + number));
        };
    }

    /// Within another operation, which must not hold the one-writer lock of a practice database's cold copy at that moment.
    RestoreTest test(Path file, OperationId operation, Journal journal, StopSignal stop) {
        return test(file, operation, journal, stop, _ -> {});
    }

    private RestoreTest test(Path file, OperationId operation, Journal journal, StopSignal stop,
            java.util.function.IntConsumer step) {
        Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        long began = System.nanoTime();
        String server = site.serverVersion();
        Inspection.Sound sound;
        try {
            sound = inspection.look(file, server, tool, operation, stop);
        } catch (ProblemException e) {
            if (e.problem() instanceof BackupProblem.BackupDamaged damaged) {
                remember(file,
                        failed(file, damaged.lines().getFirst().replaceFirst("^sha256 ", ""), e.problem(), damaged.lines(), at,
                                began, server),
                        journal);
            }
            throw e;
        }
        journal.info(Source.KEEPER, sound.archive().name() + ": " + sound.archive().bytes() + " bytes, sha256 " + sound.sha256());
        FaultPoint.reached("verify.inspected");
        step.accept(1);
        RestoreTest test;
        try (RestoreSite.Beside beside = site.build(sound.archive(), RestoreSite.Purpose.TEST, operation, journal, stop)) {
            step.accept(2);
            test = compared(file, sound, beside, at, began, server);
        } catch (ProblemException e) {
            if (e.problem() instanceof BackupProblem.RestoreFailed failed) {
                remember(file, failed(file, sound.sha256(), failed, failed.lines(), at, began, server), journal);
            } else if (e.problem() instanceof BackupProblem.SqlRefused refused) {
                remember(file, failed(file, sound.sha256(), refused, List.of(refused.message()), at, began, server), journal);
            }
            throw e;
        }
        FaultPoint.reached("verify.compared");
        if (sound.manifest().isEmpty() && test.passed()) {
            adopt(file, sound, test, server);
        }
        remember(file, test, journal);
        journal.line(Source.KEEPER, test.passed() ? Level.OK : Level.WARN,
                "restore test of " + test.file() + ": " + test.result());
        return test;
    }

    private RestoreTest compared(Path file, Inspection.Sound sound, RestoreSite.Beside beside, Instant at, long began,
            String server) {
        Contents found = beside.contents();
        Optional<Contents> expected = sound.manifest().flatMap(Manifest::contents);
        List<String> lines = new ArrayList<>(beside.restored().lines());
        int problems = beside.restored().problems();
        if (sound.archive().kind() instanceof FileKind.PlainSql sql && !sql.complete()) {
            problems++;
            lines.addFirst("the line that ends a dump of pg_dump is missing: nothing proves that the file is complete");
        }
        RestoreTest.Result result = expected.filter(told -> !told.same(found)).isPresent()
                ? RestoreTest.Result.FAILED
                : problems > 0 ? RestoreTest.Result.WITH_PROBLEMS : RestoreTest.Result.PASSED;
        String code = switch (result) {
            case PASSED -> "";
            case WITH_PROBLEMS -> "RESTORED_WITH_PROBLEMS";
            case FAILED -> "CONTENTS_DIFFER";
        };
        return new RestoreTest(name(file), sound.sha256(), result, code, at, Duration.ofNanos(System.nanoTime() - began), user(),
                host(), environment.name() + " · " + environment.address(), server, beside.restored().tool(),
                expected.orElse(Contents.NOTHING).against(found),
                expected.map(Contents::fingerprint).orElse(""), found.fingerprint(), problems, lines);
    }

    /// One line for each table whose rows differ, and one for the catalog.
    static List<String> differences(RestoreTest test) {
        return differences(test.tables(), test.expectedFingerprint(), test.foundFingerprint());
    }

    static List<String> differences(Contents expected, Contents found) {
        return differences(expected.against(found), expected.fingerprint(), found.fingerprint());
    }

    private static List<String> differences(List<Contents.TableCount> tables, String expected, String found) {
        List<String> lines = new ArrayList<>();
        tables.stream().filter(count -> !count.same())
                .forEach(count -> lines.add(count.table() + ": " + told(count.expected()) + " → " + told(count.found())));
        if (!expected.equals(found)) {
            lines.add("schema: " + expected + " → " + found);
        }
        return lines;
    }

    private static String told(OptionalLong rows) {
        return rows.isPresent() ? String.valueOf(rows.getAsLong()) : "–";
    }

    private RestoreTest failed(Path file, String sha256, Problem problem, List<String> lines, Instant at, long began,
            String server) {
        return new RestoreTest(name(file), sha256, RestoreTest.Result.FAILED, problem.code(), at,
                Duration.ofNanos(System.nanoTime() - began), user(), host(), environment.name() + " · " + environment.address(),
                server,
                "", List.of(), "", "", 0, lines);
    }

    /// A file without a manifest that restores is given one, which says where it comes from.
    private void adopt(Path file, Inspection.Sound sound, RestoreTest test, String server) {
        if (!file.toAbsolutePath().normalize().startsWith(folder.path().toAbsolutePath().normalize())
                || !(sound.archive().kind() instanceof FileKind.CustomArchive)) {
            return;
        }
        try {
            BackupEntry entry = folder.entry(file);
            Contents contents = new Contents(
                    test.tables().stream().collect(java.util.stream.Collectors.toMap(Contents.TableCount::table,
                            count -> count.found().orElse(0), (one, _) -> one, java.util.TreeMap::new)),
                    test.foundFingerprint());
            Optional<Manifest.Sealed> sealed = sound.archive().plain().isPresent()
                    ? Optional.empty()
                    : Optional.of(new Manifest.Sealed(weigh(sound.archive()), sound.archive().bytes(), List.of()));
            folder.describe(file, new Manifest(Manifest.FORMAT, name(file), sound.sha256(), entry.bytes(),
                    BackupMethod.LOCAL_DUMP, BackupReason.ADOPTED, environment.name(), environment.address().database(),
                    "unknown",
                    server, test.tool(), entry.modified(), user(), "", Optional.of(contents), sealed, List.of()));
        } catch (IOException e) {
            throw folder.unusable(e);
        }
    }

    private static String weigh(Archive archive) throws IOException {
        try (var in = archive.open()) {
            return Sha256.of(in).sha256();
        }
    }

    private void remember(Path file, RestoreTest test, Journal journal) {
        if (!file.toAbsolutePath().normalize().startsWith(folder.path().toAbsolutePath().normalize())) {
            return; // a file from elsewhere stays as it was found
        }
        try {
            RestoreTestFile.write(RestoreTestFile.beside(file), test);
        } catch (IOException e) {
            journal.line(Source.KEEPER, Level.WARN, RestoreTestFile.beside(file) + ": " + e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static String user() {
        return Objects.requireNonNullElse(System.getProperty("user.name"), "?");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "?";
        }
    }
}
