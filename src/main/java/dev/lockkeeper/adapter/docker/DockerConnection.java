package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.Info;
import com.github.dockerjava.api.model.Version;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import com.github.dockerjava.core.DockerClientConfig;
import com.github.dockerjava.core.DockerClientImpl;
import com.github.dockerjava.core.RemoteApiVersion;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineElsewhere;
import dev.lockkeeper.containers.EngineProblem.EngineForWindows;
import dev.lockkeeper.containers.EngineProblem.EngineRefused;
import dev.lockkeeper.containers.EngineProblem.EngineSilent;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineUnreachable;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The one line to the engine, shared by all who ask it. It keeps a client that works, and never remembers that none did.
public final class DockerConnection implements AutoCloseable {

    /// No question waits longer, so that a dead engine is told within three seconds. docker-java's own limits do nothing on Unix sockets and Windows pipes.
    static final Duration LIMIT = Duration.ofMillis(2800);

    /// A look at other places must not make a dead engine's problem wait.
    private static final Duration ELSEWHERE = Duration.ofSeconds(1);

    /// Every followed stream holds one.
    private static final int CONNECTIONS = 32;

    private static final Pattern DESKTOP = Pattern.compile("Docker Desktop ?([^ (]*).*");

    private final Supplier<EngineAddress> address;
    private final Machine machine;
    private final EngineErrors errors;
    private final Optional<EngineAddresses> settings;
    private @Nullable Line line;
    private boolean closed;

    DockerConnection(Supplier<EngineAddress> address, Machine machine, EngineErrors errors) {
        this(address, machine, errors, Optional.empty());
    }

    private DockerConnection(Supplier<EngineAddress> address, Machine machine, EngineErrors errors,
            Optional<EngineAddresses> settings) {
        this.address = address;
        this.machine = machine;
        this.errors = errors;
        this.settings = settings;
    }

    /// To the engine that Docker's own settings name. Connects when first asked.
    public static DockerConnection ofThisMachine() {
        return of(Machine.here());
    }

    /// To the engine at an address such as `unix:///var/run/docker.sock`.
    public static DockerConnection to(String address) {
        EngineAddress known = EngineAddress.at(URI.create(address));
        Machine machine = Machine.here();
        return new DockerConnection(() -> known, machine, new EngineErrors(machine::hasDocker));
    }

    static DockerConnection of(Machine machine) {
        EngineAddresses settings = new EngineAddresses(machine);
        return new DockerConnection(settings::find, machine, new EngineErrors(machine::hasDocker), Optional.of(settings));
    }

    /// Asks once, on a line of its own, so that what the next question needs is loaded. What comes back means nothing.
    public static void warmUp() {
        try (DockerConnection once = ofThisMachine()) {
            once.facts();
            once.ask(client -> client.listContainersCmd().withLimit(1).exec()).stream().findFirst()
                    .ifPresent(container -> once.ask(client -> client.inspectContainerCmd(container.getId()).exec()));
        } catch (RuntimeException | LinkageError e) {
            // who asks in earnest is told
        }
    }

    /// What the engine says of itself now.
    EngineFacts facts() {
        EngineAddress where = where();
        Version version;
        Info info;
        try {
            version = asking(where, client -> client.versionCmd().exec());
            upgraded(version);
            info = asking(where, client -> client.infoCmd().exec());
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProblemException(errors.onGreeting(e, where), e);
        }
        if ("windows".equals(info.getOsType())) {
            throw new ProblemException(new EngineForWindows(where.told()));
        }
        String system = Objects.requireNonNullElse(info.getOperatingSystem(), "");
        String platform = version.getPlatform() == null ? "" : Objects.requireNonNullElse(version.getPlatform().getName(), "");
        List<String> security = Objects.requireNonNullElse(info.getSecurityOptions(), List.of());
        return new EngineFacts(Objects.requireNonNullElse(version.getVersion(), ""),
                Objects.requireNonNullElse(version.getApiVersion(), ""), system, desktop(platform, system), where.toString(),
                new EngineFacts.Reach(where.chosenBy().map(_ -> where.told()), security.contains("name=rootless"), where.remote(),
                        where.unencrypted()));
    }

    /// Where an engine of this machine keeps its data; empty where that is another machine's folder, a virtual one's too.
    Optional<Path> root() {
        EngineAddress where = where();
        if (!where.scheme().equals("unix")) {
            return Optional.empty();
        }
        Info info = ask(client -> client.infoCmd().exec());
        return desktop("", Objects.requireNonNullElse(info.getOperatingSystem(), "")).isPresent()
                ? Optional.empty()
                : Optional.ofNullable(info.getDockerRootDir()).filter(text -> !text.isBlank()).map(Path::of);
    }

    /// An engine that was exchanged for another that still takes our version is spoken to in the best one again.
    private void upgraded(Version now) {
        Line open;
        synchronized (this) {
            open = line;
        }
        String newest = Objects.requireNonNullElse(now.getApiVersion(), "");
        if (open != null && !newest.isEmpty() && !newest.equals(open.engineNewest)) {
            drop(open);
        }
    }

    static Optional<String> desktop(String platform, String system) {
        Matcher named = DESKTOP.matcher(platform);
        return named.matches()
                ? Optional.of(named.group(1))
                : system.equals("Docker Desktop") ? Optional.of("") : Optional.empty();
    }

    /// Asks within [#LIMIT]. Throws [dev.lockkeeper.containers.EngineProblem], except for the engine's answers about one container
    /// (missing, not running), which come as docker-java's own exceptions: what they mean depends on the question.
    <T> T ask(Function<DockerClient, T> question) {
        EngineAddress where = where();
        try {
            return asking(where, question);
        } catch (ProblemException | NotFoundException | ConflictException | NotModifiedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProblemException(errors.onCall(e, where), e);
        }
    }

    /// Asks something whose answer takes as long as there are bytes to hand over. The caller watches that they move.
    <T> T askAtLength(Function<DockerClient, T> question) {
        EngineAddress where = where();
        try {
            return question.apply(line(where).client);
        } catch (ProblemException | NotFoundException | ConflictException | NotModifiedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProblemException(errors.onCall(e, where), e);
        }
    }

    /// Asks what docker-java has no words for: the answer to a path of the engine's interface, to be closed by the caller, who also bounds it.
    DockerHttpClient.Response askPlainly(String path) {
        DockerHttpClient http = line(where()).http;
        return http.execute(DockerHttpClient.Request.builder().method(DockerHttpClient.Request.Method.GET).path(path).build());
    }

    /// What a stream that broke means.
    ProblemException broken(Throwable thrown) {
        return new ProblemException(errors.onCall(thrown, where()), thrown);
    }

    /// What a stream that says nothing means.
    ProblemException silent() {
        return new ProblemException(silent(where()));
    }

    private static EngineProblem silent(EngineAddress where) {
        return new EngineSilent(where.told(), (int) Math.ceilDiv(LIMIT.toMillis(), 1000));
    }

    private <T> T asking(EngineAddress where, Function<DockerClient, T> question) {
        Line open = line(where);
        try {
            return within(where, () -> question.apply(open.client));
        } catch (ProblemException e) {
            if (where.scheme().equals("npipe")) {
                drop(open); // closing it is the only sure way to free the thread that waits
            }
            throw e;
        } catch (RuntimeException e) {
            if (!EngineErrors.versionRefused(e) && !EngineErrors.brokenOff(e)) {
                throw e;
            }
        }
        // The engine was restarted or upgraded beneath us: one more time, on a fresh line.
        drop(open);
        Line fresh = line(where);
        return within(where, () -> question.apply(fresh.client));
    }

    private EngineAddress where() {
        try {
            return address.get();
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            // such as a configuration file that does not parse
            throw new ProblemException(new EngineRefused(EngineErrors.text(e)), e);
        }
    }

    private Line line(EngineAddress where) {
        synchronized (this) {
            if (line != null && line.address.equals(where)) {
                return line;
            }
        }
        Line fresh = open(where);
        Line superseded;
        synchronized (this) {
            if (closed || (line != null && line.address.equals(where))) {
                superseded = fresh;
            } else {
                superseded = line;
                line = fresh;
            }
        }
        if (superseded != null) {
            superseded.close();
        }
        synchronized (this) {
            if (line == null) {
                throw new CancellationException("closed");
            }
            return line;
        }
    }

    @SuppressWarnings("ReferenceEquality") // this very line, not one like it
    private void drop(Line broken) {
        synchronized (this) {
            if (broken.equals(line)) {
                line = null;
            }
        }
        broken.close();
    }

    private Line open(EngineAddress where) {
        try {
            return opened(where);
        } catch (ProblemException e) {
            throw settings.flatMap(known -> elsewhere(where, e.problem(), known))
                    .map(problem -> new ProblemException(problem, e)).orElse(e);
        }
    }

    /// Where nobody is at the place that somebody chose: whether an engine answers at another.
    private Optional<EngineProblem> elsewhere(EngineAddress where, Problem problem, EngineAddresses known) {
        Optional<String> evidence = switch (problem) {
            case EngineStopped(_, var said, _) -> Optional.of(said);
            case EngineAbsent(var at) -> Optional.of(at + ": not there");
            default -> Optional.empty();
        };
        // Docker Desktop that is off is to be started, whatever else there is
        boolean desktop = where.chosenBy().filter(setting -> setting.startsWith("context desktop-")).isPresent()
                && Programs.desktop(machine.variables(), machine.root()).isPresent();
        if (evidence.isEmpty() || where.chosenBy().isEmpty() || desktop) {
            return Optional.empty();
        }
        FutureTask<Optional<EngineAddress>> asking = new FutureTask<>(
                () -> known.others(where).stream().filter(this::answers).findFirst());
        Thread.ofPlatform().daemon().name("lockkeeper-engine-elsewhere").start(asking);
        try {
            return asking.get(ELSEWHERE.toMillis(), TimeUnit.MILLISECONDS)
                    .map(other -> new EngineElsewhere(where.uri().toString(), known.setting(where), other.told(),
                            known.way(other),
                            evidence.get()));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } finally {
            asking.cancel(true);
        }
    }

    private boolean answers(EngineAddress other) {
        try (DockerConnection once = new DockerConnection(() -> other, machine, errors)) {
            once.ask(client -> client.pingCmd().exec());
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    private Line opened(EngineAddress where) {
        if (EngineAddresses.missing(where, machine)) {
            throw new ProblemException(errors.nobodyAt(where, where.uri().getPath() + ": not there"));
        }
        DockerHttpClient http = null;
        try {
            DockerHttpClient opened = new AsItIs(
                    new ZerodepDockerHttpClient.Builder().dockerHost(where.uri()).maxConnections(CONNECTIONS).build());
            http = opened;
            Version version = within(where,
                    () -> client(where, RemoteApiVersion.UNKNOWN_VERSION.getVersion(), opened).versionCmd().exec());
            String newest = Objects.requireNonNullElse(version.getApiVersion(), "");
            RemoteApiVersion spoken = ApiVersions.spoken(version.getMinAPIVersion(), newest);
            return new Line(where, client(where, spoken.getVersion(), opened), opened, newest);
        } catch (ProblemException e) {
            close(http);
            throw e;
        } catch (RuntimeException | LinkageError e) {
            close(http);
            throw new ProblemException(errors.onGreeting(e, where), e);
        }
    }

    private static DockerClient client(EngineAddress where, String apiVersion, DockerHttpClient http) {
        // Said explicitly: a stray properties file must not decide the version.
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(where.toString())
                .withDockerTlsVerify(false).withApiVersion(apiVersion).build();
        return DockerClientImpl.getInstance(config, http);
    }

    /// Runs the call on a thread of its own, so that an engine that never answers costs a limit and not a thread of ours.
    private static <T> T within(EngineAddress where, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        // An interrupt frees a virtual thread from a socket; from a Windows pipe it may not.
        (where.scheme().equals("npipe") ? Thread.ofPlatform().daemon() : Thread.ofVirtual()).name("lockkeeper-engine-call")
                .start(task);
        try {
            return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProblemException(where.remote()
                    ? new EngineUnreachable(where.told(), where + ": no answer within " + LIMIT.toMillis() + " ms")
                    : silent(where), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            task.cancel(true);
        }
    }

    /// Gives the connections back. Whoever still waits is told that the engine went away.
    @Override
    public void close() {
        Line open;
        synchronized (this) {
            closed = true;
            open = line;
            line = null;
        }
        if (open != null) {
            open.close();
        }
    }

    private static void close(@Nullable DockerHttpClient http) {
        if (http != null) {
            try {
                http.close();
            } catch (IOException e) {
                // nothing is left to give back
            }
        }
    }

    /// A client that speaks a version the engine knows.
    private record Line(EngineAddress address, DockerClient client, DockerHttpClient http, String engineNewest) {
        void close() {
            DockerConnection.close(http);
        }
    }
}
