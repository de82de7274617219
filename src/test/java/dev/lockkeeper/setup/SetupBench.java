package dev.lockkeeper.setup;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.FakeRestoreSite;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.readiness.Diagnosis;
import dev.lockkeeper.readiness.LoginCause;
import dev.lockkeeper.testing.FakeInside;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.testing.FakeCatalogs;
import dev.lockkeeper.testing.FakeHistory;
import dev.lockkeeper.ui.WritingDump;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A project folder whose machine is in memory: engine, container and database are as the test says, and what mends them does so there.
public final class SetupBench {

    public final List<String> asked = new CopyOnWriteArrayList<>();
    public final FakeHistory history = new FakeHistory(0);
    public final FakeCatalogs catalogs = new FakeCatalogs(() -> history.ladder().current());
    public final Map<Remedy.Verb, Operation<?>> works = new EnumMap<>(Remedy.Verb.class);
    public volatile @Nullable Problem engine;
    public volatile @Nullable Problem login;
    public volatile Optional<ContainerFacts> container = Optional.empty();
    public final AtomicInteger opened = new AtomicInteger();
    public final AtomicInteger closed = new AtomicInteger();
    /// Closed while bringing up must not go on.
    public volatile CountDownLatch gate = new CountDownLatch(0);

    private final Path folder;
    private final Path own;

    /// `folder` is the project's, `own` is for what the house keeps.
    public SetupBench(Path folder, Path own) {
        this.folder = folder;
        this.own = own;
        works.put(Remedy.Verb.BRING_UP, (journal, stop) -> {
            journal.plan(List.of(Message.of("step.compose-up"), Message.of("step.wait-healthy"),
                    Message.of("step.wait-reachable")));
            journal.step(1);
            journal.info(Source.DOCKER, "compose up -d postgres");
            journal.step(2);
            gate.await();
            stop.heed(Message.of("state.bring-up-stopped"));
            container = Optional.of(running());
            return running();
        });
    }

    /// A project with a Compose file and an example, and no `.env` of its own.
    public SetupBench bare() throws IOException {
        Files.writeString(folder.resolve("docker-compose.yml"), "services:\n  postgres:\n    image: postgres:15\n");
        Files.writeString(folder.resolve(".env.example"),
                "POSTGRES_USER=llm_app\nPOSTGRES_PASSWORD=change-me\nPOSTGRES_DB=llm_webapp_dev\n");
        return this;
    }

    /// The same with its `.env`.
    public SetupBench written(String name) throws IOException {
        bare();
        Files.writeString(folder.resolve(name),
                "POSTGRES_USER=llm_app\nPOSTGRES_PASSWORD=geheim\nPOSTGRES_DB=llm_webapp_dev\n");
        return this;
    }

    public SetupBench startable(Problem off) {
        engine = off;
        works.put(Remedy.Verb.START_ENGINE, (journal, _) -> {
            journal.info(Source.KEEPER, "docker desktop start");
            engine = null;
            return true;
        });
        return this;
    }

    public Setup setup() {
        return setup(Environment.DEFAULT);
    }

    public Setup setup(String environment) {
        return new Setup(ground(environment), () -> {
            opened.incrementAndGet();
            return ground(environment);
        });
    }

    private Ground ground(String name) {
        Project project = new Project(folder);
        Environment environment = (name.equals(Environment.DEFAULT) ? project.promised() : Optional.<Environment>empty())
                .orElseGet(() -> project.environment(name));
        Containers containers = new Containers() {
            @Override
            public Optional<ContainerFacts> find() {
                asked.add("container");
                return container;
            }

            @Override
            public List<String> logTail(String id, int lines) {
                return List.of();
            }
        };
        Diagnosis diagnosis = new Diagnosis(environment, folder, () -> {
            asked.add("engine");
            refuse(engine);
            return new EngineFacts("27.2.0", "1.47", "WSL 2", Optional.of("4.34.2"), "npipe:////./pipe/x");
        }, containers, () -> {
            asked.add("login");
            refuse(login);
            return new ConnectionFacts("15.18", Duration.ofMillis(3), 4, false, "7301");
        }, history, new Causes(_ -> Optional.empty()), new LoginCause(environment, new FakeInside()));
        Backups backups = new Backups(environment, new BackupFolder(own.resolve("backups")), new WritingDump(), Sealing.none(),
                _ -> () -> {}, () -> history.ladder().current().id());
        Schema schema = new Schema(history, catalogs.proof(own), new FakeRestoreSite().safeguard(environment, backups),
                _ -> () -> {});
        return new Ground(project, environment, new Ground.Rooms(diagnosis, schema, closed::incrementAndGet), new Ground.Ways() {
            @Override
            public Optional<Remedy.Verb> unasked(Problem problem) {
                return Advices.on(problem).remedies().stream().findFirst().map(Remedy::verb);
            }

            @Override
            public Optional<Operation<?>> work(Remedy.Verb verb) {
                return Optional.ofNullable(works.get(verb));
            }
        });
    }

    private static void refuse(@Nullable Problem problem) {
        if (problem != null) {
            throw new ProblemException(problem);
        }
    }

    public static ContainerFacts running() {
        return new ContainerFacts("1", "llm-webapp-postgres", "postgres:15", State.RUNNING, Health.HEALTHY, 0, 0,
                Optional.empty(), Optional.empty(), Optional.of("127.0.0.1:5432 → 5432"), Optional.of("data"), Optional.empty(),
                Optional.empty());
    }
}
