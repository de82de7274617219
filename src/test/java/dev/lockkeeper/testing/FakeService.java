package dev.lockkeeper.testing;

import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.Actions;
import dev.lockkeeper.containers.BringUp;
import dev.lockkeeper.containers.Causes;
import dev.lockkeeper.containers.Compose;
import dev.lockkeeper.environment.ComposeText;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.Deed;
import dev.lockkeeper.containers.HealthCheck;
import dev.lockkeeper.containers.HealthCheck.Probe;
import dev.lockkeeper.containers.Images;
import dev.lockkeeper.containers.InsideFacts;
import dev.lockkeeper.containers.OneAction;
import dev.lockkeeper.containers.ProvenBackups;
import dev.lockkeeper.containers.ServiceChoice;
import dev.lockkeeper.containers.ServiceFacts;
import dev.lockkeeper.containers.ServiceFacts.Attached;
import dev.lockkeeper.containers.Services;
import dev.lockkeeper.containers.Tending;
import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.containers.VolumeReset;
import dev.lockkeeper.containers.Volumes;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// A Compose service, its volume and its image, in memory: deeds change its state as an engine would.
public final class FakeService implements Services, Containers, Compose, Volumes, Images {

    /// The containers that could be meant, each behind its project, until somebody chooses.
    public volatile List<String> several = List.of();
    /// Another container whose server has the same data.
    public volatile Optional<String> second = Optional.empty();
    public static final Instant MADE = Instant.parse("2026-01-02T03:00:00Z");
    public static final String ID = "9f3c1e77a2d4".repeat(5) + "9f3c";

    public Optional<State> state = Optional.of(State.RUNNING);
    public Health health = Health.HEALTHY;
    public int exitCode;
    public boolean outOfMemory;
    public HealthCheck check = new HealthCheck(List.of("CMD-SHELL", "pg_isready -h 127.0.0.1 -U app -d app"),
            Duration.ofSeconds(2),
            Duration.ofSeconds(3), 5, 0,
            List.of(new Probe(MADE.plusSeconds(14), Duration.ofMillis(40), 0, "accepting connections")));
    public Optional<Instant> startedAt = Optional.of(MADE.plusSeconds(1));
    public Optional<Instant> finishedAt = Optional.empty();
    public Attached mount = new Attached("demo_postgres_data", "/var/lib/postgresql/data", true);
    public List<Volumes.User> others = List.of();
    public Optional<ProvenBackups.Proven> backup = Optional.empty();
    public Optional<ComposeText> file = Optional.empty();
    public List<String> log = List.of();
    public List<String> images = new ArrayList<>(List.of("postgres:15"));
    public List<String> inFile = List.of("postgres:15");
    public Optional<Problem> composeFails = Optional.empty();
    public final List<UnusedImage> unused = new ArrayList<>();
    /// Images that a container needs by now.
    public List<String> needed = List.of();
    /// Whether images stay although the engine says that they went.
    public boolean sticky;
    public boolean deaf;
    public boolean volumeThere = true;
    public Optional<String> chosen = Optional.empty();
    public Optional<String> chosenService = Optional.empty();
    public List<String> candidates = List.of("postgres");
    public final List<String> did = new ArrayList<>();

    public Tending tending(Environment environment, Path folder, OneWriter writer) {
        Actions.Seen seen = new Actions.Seen(this, this);
        OneAction one = new OneAction(writer, new Causes(_ -> Optional.empty()));
        return new Tending(seen, choice(), inside(), this, new Actions(folder, this, seen, this, () -> true, one),
                reset(environment, folder, one, InstantSource.system()));
    }

    public VolumeReset reset(Environment environment, Path folder, OneAction one, InstantSource clock) {
        return new VolumeReset(environment, folder,
                new VolumeReset.Parts(this, this, this, new BringUp(this, this, () -> true)), () -> backup, one, clock);
    }

    private ServiceChoice choice() {
        return new ServiceChoice() {
            @Override
            public Optional<String> project() {
                return chosen;
            }

            @Override
            public void choose(Optional<String> project) {
                chosen = project;
            }

            @Override
            public Optional<String> service() {
                return chosenService;
            }

            @Override
            public void chooseService(Optional<String> service) {
                chosenService = service;
            }
        };
    }

    private static InsideFacts inside() {
        return new InsideFacts() {
            @Override
            public Optional<String> systemIdentifier(ContainerFacts container) {
                return Optional.of("7");
            }

            @Override
            public Optional<Disk> disk(ContainerFacts container) {
                return Optional.of(new Disk(1_000, 64_000));
            }
        };
    }

    @Override
    public Optional<ServiceFacts> look() {
        return find().map(container -> new ServiceFacts(container, new ServiceFacts.Origin("demo", "postgres", "/demo"),
                new ServiceFacts.Image("postgres:15", "sha256:1"), check, new ServiceFacts.Policy("unless-stopped", 0),
                new ServiceFacts.Ways(List.of(new ServiceFacts.Port(Optional.of("127.0.0.1:5432"), "5432")), List.of(mount),
                        "app",
                        "app"),
                Optional.of(MADE)));
    }

    @Override
    public List<String> several() {
        return several;
    }

    @Override
    public Optional<String> secondServer(ContainerFacts container) {
        return second;
    }

    @Override
    public Optional<ContainerFacts> find() {
        if (!several.isEmpty() && chosen.isEmpty()) {
            throw new ProblemException(new ContainerProblem.SeveralServices(several));
        }
        return state.map(now -> new ContainerFacts(ID, "demo-postgres-1", "postgres:15", now,
                now == State.RUNNING || now == State.PAUSED ? health : Health.NONE, exitCode, 0, startedAt, finishedAt,
                Optional.of("127.0.0.1:5432"), Optional.of(mount.source()), Optional.empty(), Optional.empty(), outOfMemory));
    }

    @Override
    public List<String> logTail(String id, int lines) {
        return log;
    }

    @Override
    public String service() {
        return "postgres";
    }

    @Override
    public List<String> candidates() {
        return candidates;
    }

    @Override
    public String command(Deed deed) {
        return "docker compose " + switch (deed) {
            case UP -> "up -d";
            case RECREATE -> "up -d --force-recreate";
            case REMOVE -> "rm -s -f";
            default -> deed.name().toLowerCase(java.util.Locale.ROOT);
        } + " postgres";
    }

    @Override
    public void run(Deed deed, Journal journal, StopSignal stop) {
        journal.info(Source.KEEPER, "$ " + command(deed));
        did.add(command(deed));
        composeFails.ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        if (deaf) {
            return;
        }
        switch (deed) {
            case UP, START, RESTART, RECREATE, UNPAUSE -> {
                state = Optional.of(State.RUNNING);
                health = Health.HEALTHY;
                volumeThere = true;
            }
            case STOP -> state = Optional.of(State.EXITED);
            case REMOVE -> state = Optional.empty();
            case PULL -> images.add("postgres:15");
        }
    }

    @Override
    public Optional<ComposeText> text() {
        return file;
    }

    @Override
    public Optional<Volume> find(String name) {
        return volumeThere && name.equals(mount.source()) ? Optional.of(new Volume(name, "local")) : Optional.empty();
    }

    @Override
    public List<Volumes.User> users(Attached asked) {
        List<Volumes.User> users = new ArrayList<>(others);
        state.ifPresent(now -> users.add(new Volumes.User(ID, "demo-postgres-1", now == State.RUNNING)));
        return users;
    }

    @Override
    public OptionalLong bytes(String name) {
        return OptionalLong.of(48_000_000);
    }

    @Override
    public void remove(String name) {
        did.add(removal(name));
        volumeThere = false;
    }

    @Override
    public boolean present(String name) {
        return images.contains(name);
    }

    @Override
    public List<UnusedImage> unused(Optional<String> wanted) {
        return List.copyOf(unused);
    }

    @Override
    public boolean discard(UnusedImage image) {
        did.add(discarding(List.of(image)));
        return !needed.contains(image.id()) && (sticky || unused.remove(image));
    }

    @Override
    public List<String> load(Path from, Journal journal, StopSignal stop) {
        did.add(loading(from));
        images.addAll(inFile);
        return inFile;
    }
}
