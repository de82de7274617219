package dev.lockkeeper.cli;

import dev.lockkeeper.testing.FakeCatalogs;
import dev.lockkeeper.testing.FakeDesktop;
import dev.lockkeeper.testing.FakeService;
import dev.lockkeeper.testing.FakeTrials;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.backup.Attempts;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.FakeRestoreSite;
import dev.lockkeeper.backup.FakeScheduler;
import dev.lockkeeper.backup.Keeping;
import dev.lockkeeper.backup.Pruning;
import dev.lockkeeper.backup.Retention;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.backup.Sha256;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.backup.Timetable;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.Mending;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineRoom;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Redaction;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunFiles;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.readiness.Checklist;
import dev.lockkeeper.readiness.Diagnosis;
import dev.lockkeeper.readiness.LoginCause;
import dev.lockkeeper.testing.FakeInside;
import dev.lockkeeper.schema.Gate;
import dev.lockkeeper.readiness.ProjectFiles;
import dev.lockkeeper.schema.Lookout;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.support.Bundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import dev.lockkeeper.setup.Setup;
import java.util.function.Supplier;
import java.util.function.Function;

/// The command line on a database of fakes: what is typed goes in, code and texts come out.
final class Bench {

    final FakeLadder ladder = new FakeLadder(3);
    final FakeCatalogs catalogs = new FakeCatalogs(() -> ladder.ladder().current());
    final FakeTrials trials = new FakeTrials();
    final FakePeople people = new FakePeople();
    final Interruption interruption = new Interruption();
    final List<Choice> opened = new ArrayList<>();
    Care care = Care.PRACTICE;
    Charset charset = StandardCharsets.UTF_8;
    Function<String, Optional<String>> person = _ -> Optional.empty();
    Optional<Problem> unopened = Optional.empty();
    Optional<Problem> noLogin = Optional.empty();
    volatile Optional<Problem> noEngine = Optional.empty();
    final FakeDesktop desktop = new FakeDesktop();
    Optional<Problem> writerProblem = Optional.empty();
    Optional<RuntimeException> dumpFailure = Optional.empty();
    final FakeService service = new FakeService();
    Supplier<Setup> setup = () -> {
        throw new IllegalStateException("no set-up here");
    };
    final FakeScheduler scheduler = new FakeScheduler();
    Duration later = Duration.ZERO;
    boolean closed;
    final FakeRestoreSite site = new FakeRestoreSite();

    private final Path folder;

    Bench(Path folder) {
        this.folder = folder;
    }

    record Said(ExitCode code, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    Said type(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(out, true, charset), new PrintStream(err, true, charset), false, person);
        ExitCode code = new Cli("1.2.3", (choice, _, _) -> open(choice), Advices::on, terminal, interruption).run(arguments);
        return new Said(code, out.toString(charset), err.toString(charset));
    }

    Said walk() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(new PrintStream(out, true, charset), new PrintStream(out, true, charset), false, person);
        ExitCode code = new Journey((choice, _, _) -> open(choice), dev.lockkeeper.words.Language.ENGLISH, Advices::on, terminal,
                interruption).run();
        return new Said(code, out.toString(charset), "");
    }

    private Desk open(Choice choice) {
        opened.add(choice);
        unopened.ifPresent(Bench::refuse);
        Environment environment = new Environment("bench", care, new Address("127.0.0.1", 5432, "llm_webapp", "llm_app"),
                new Secret("hidden-password"), Optional.empty());
        OneWriter writer = _ -> {
            writerProblem.ifPresent(Bench::refuse);
            return freely();
        };
        Backups backups = new Backups(environment, new BackupFolder(folder.resolve("backups")), new FakeDump(), Sealing.none(),
                writer,
                () -> ladder.ladder().current().id());
        Diagnosis diagnosis = new Diagnosis(environment, folder, () -> {
            throw new ProblemException(new EngineProblem.EngineAbsent("unix:///x"));
        }, new NoContainers(), () -> {
            noLogin.ifPresent(Bench::refuse);
            return new ConnectionFacts("15.19", Duration.ofMillis(3), 1, false, "7");
        }, ladder, new Causes(_ -> Optional.empty()), new LoginCause(environment, new FakeInside()));
        Lookout lookout = new Lookout(ladder, trials, writer);
        Checklist checklist = new Checklist(environment, diagnosis, new ProjectFiles() {
            @Override
            public Path compose() {
                return folder.resolve("docker-compose.yml");
            }

            @Override
            public Optional<Path> environment() {
                return Optional.empty();
            }
        });
        Bundle bundle = new Bundle(() -> List.of(new Bundle.Part("chain.txt", () -> "password=hidden-password")),
                () -> Redaction.of(environment.password()));
        return new Desk(environment, new Desk.Help(checklist, bundle, setup), new Desk.Lifting(new EngineRoom(() -> {
            noEngine.ifPresent(Bench::refuse);
            return new EngineFacts("28.5.2", "1.51", "Debian", Optional.empty(), "unix:///var/run/docker.sock");
        }, desktop), (_, _) -> {
            throw new IllegalStateException();
        }, () -> "docker compose up -d postgres", new Mending(MENDED, MENDED, MENDED, MENDED, MENDED, MENDED, MENDED, MENDED)),
                new Schema(ladder, catalogs.proof(folder), site.safeguard(environment, backups), writer)
                        .behind(Gate.of(lookout, care == Care.PRODUCTION)),
                lookout,
                site.vault(environment, backups, writer, keeping(backups)), encryption(), people,
                service.tending(environment, folder, writer),
                new Runs(folder.resolve("logs"), new RunFiles(folder.resolve("runs"))), () -> closed = true);
    }

    private Keeping keeping(Backups backups) {
        Path kept = backups.folder().path();
        Pruning pruning = new Pruning(Retention.USUAL, new Attempts(kept, InstantSource.system()),
                () -> backups.list().stream().map(entry -> new Retention.Candidate(entry.file(), entry.at(), true, false,
                        BackupReason.SCHEDULED)).toList(),
                ZoneOffset.UTC);
        return new Keeping(pruning,
                new Timetable("bench", kept, scheduler, () -> List.of("/bin/lockkeeper", "backup", "--scheduled"),
                        new Timetable.Time(() -> Instant.now().plus(later), ZoneOffset.UTC)));
    }

    private Desk.Encryption encryption() {
        return new Desk.Encryption(Sealing.none(), file -> {
            try {
                Files.writeString(file, "secret");
                return "age1fake";
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }, folder.resolve("backup-recipients.txt"));
    }

    private static void refuse(Problem problem) {
        throw new ProblemException(problem);
    }

    private static OneWriter.Held freely() {
        return new OneWriter.Held() {
            @Override
            public void close() {}
        };
    }

    private static final Operation<Boolean> MENDED = (_, _) -> true;

    private static final class NoContainers implements Containers {
        @Override
        public Optional<ContainerFacts> find() {
            return Optional.empty();
        }

        @Override
        public List<String> logTail(String id, int lines) {
            return List.of();
        }
    }

    private final class FakeDump implements Dump {
        @Override
        public BackupMethod method() {
            return BackupMethod.LOCAL_DUMP;
        }

        @Override
        public String command() {
            return "pg_dump -Fc";
        }

        @Override
        public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
            dumpFailure.ifPresent(thrown -> {
                throw thrown;
            });
            byte[] bytes = dev.lockkeeper.backup.FakeDump.HEADER.clone();
            to.write(bytes, 0, bytes.length);
            to.flush();
            return new Sent(Sha256.of(bytes), bytes.length, "pg_dump", "15.19", dev.lockkeeper.backup.FakeDump.CONTENTS,
                    List.of());
        }
    }
}
