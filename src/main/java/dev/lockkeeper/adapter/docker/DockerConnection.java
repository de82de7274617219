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
import dev.lockkeeper.containers.EngineProblem.EngineRefused;
import dev.lockkeeper.containers.EngineProblem.EngineSilent;
import dev.lockkeeper.containers.EngineProblem.EngineVersionUnsupported;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
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

    /// No question waits longer. docker-java's own limits do nothing on Unix sockets and Windows pipes.
    static final Duration LIMIT = Duration.ofSeconds(3);

    /// The versions of the engine's interface that this console was written for.
    private static final RemoteApiVersion OLDEST = RemoteApiVersion.create(1, 24);
    private static final RemoteApiVersion NEWEST = RemoteApiVersion.create(1, 44);

    /// Every followed stream holds one.
    private static final int CONNECTIONS = 32;

    private static final Pattern DESKTOP = Pattern.compile("Docker Desktop ?([^ (]*).*");

    private final Supplier<URI> address;
    private final EngineErrors errors;
    private @Nullable Line line;
    private boolean closed;

    DockerConnection(Supplier<URI> address, EngineErrors errors) {
        this.address = address;
        this.errors = errors;
    }

    /// To the engine that Docker's own settings name. Connects when first asked.
    public static DockerConnection ofThisMachine() {
        return new DockerConnection(EngineAddresses::ofThisMachine, new EngineErrors(EngineAddresses::installed));
    }

    /// To the engine at an address such as `unix:///var/run/docker.sock`.
    public static DockerConnection to(String address) {
        URI uri = URI.create(address);
        return new DockerConnection(() -> uri, new EngineErrors(EngineAddresses::installed));
    }

    /// What the engine says of itself now.
    EngineFacts facts() {
        URI where = where();
        Version version;
        Info info;
        try {
            version = asking(where, client -> client.versionCmd().exec());
            info = asking(where, client -> client.infoCmd().exec());
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProblemException(errors.onGreeting(e, where.toString()), e);
        }
        String system = Objects.requireNonNullElse(info.getOperatingSystem(), "");
        String platform = version.getPlatform() == null ? "" : Objects.requireNonNullElse(version.getPlatform().getName(), "");
        return new EngineFacts(Objects.requireNonNullElse(version.getVersion(), ""),
                Objects.requireNonNullElse(version.getApiVersion(), ""), system, desktop(platform, system), where.toString());
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
        URI where = where();
        try {
            return asking(where, question);
        } catch (ProblemException | NotFoundException | ConflictException | NotModifiedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProblemException(errors.onCall(e, where.toString()), e);
        }
    }

    /// Asks something whose answer takes as long as there are bytes to hand over. The caller watches that they move.
    <T> T askAtLength(Function<DockerClient, T> question) {
        URI where = where();
        try {
            return question.apply(line(where).client);
        } catch (ProblemException | NotFoundException | ConflictException | NotModifiedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new ProblemException(errors.onCall(e, where.toString()), e);
        }
    }

    /// Asks what docker-java has no words for: the answer to a path of the engine's interface, to be closed by the caller, who also bounds it.
    DockerHttpClient.Response askPlainly(String path) {
        DockerHttpClient http = line(where()).http;
        return http.execute(DockerHttpClient.Request.builder().method(DockerHttpClient.Request.Method.GET).path(path).build());
    }

    /// What a stream that broke means.
    ProblemException broken(Throwable thrown) {
        return new ProblemException(errors.onCall(thrown, where().toString()), thrown);
    }

    /// What a stream that says nothing means.
    ProblemException silent() {
        return new ProblemException(new EngineSilent(where().toString(), (int) LIMIT.toSeconds()));
    }

    private <T> T asking(URI where, Function<DockerClient, T> question) {
        Line open = line(where);
        try {
            return within(where, () -> question.apply(open.client));
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

    private URI where() {
        try {
            return address.get();
        } catch (ProblemException e) {
            throw e;
        } catch (RuntimeException e) {
            // such as a configuration file that does not parse
            throw new ProblemException(new EngineRefused(EngineErrors.text(e)), e);
        }
    }

    private Line line(URI where) {
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

    private Line open(URI where) {
        String text = EngineAddresses.told(where, System.getenv());
        if (EngineAddresses.exists(where).filter(there -> !there).isPresent()) {
            throw new ProblemException(errors.nobodyAt(text, where.getPath() + ": not there"));
        }
        DockerHttpClient http = null;
        try {
            DockerHttpClient opened = new AsItIs(
                    new ZerodepDockerHttpClient.Builder().dockerHost(where).maxConnections(CONNECTIONS).build());
            http = opened;
            Version version = within(where,
                    () -> client(where, RemoteApiVersion.UNKNOWN_VERSION.getVersion(), opened).versionCmd().exec());
            RemoteApiVersion spoken = spoken(version.getMinAPIVersion(), version.getApiVersion());
            return new Line(where, client(where, spoken.getVersion(), opened), opened);
        } catch (ProblemException e) {
            close(http);
            throw e;
        } catch (RuntimeException | LinkageError e) {
            close(http);
            throw new ProblemException(errors.onGreeting(e, text), e);
        }
    }

    private static DockerClient client(URI where, String apiVersion, DockerHttpClient http) {
        // Said explicitly: a stray properties file must not decide the version.
        DockerClientConfig config = DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(where.toString())
                .withDockerTlsVerify(false).withApiVersion(apiVersion).build();
        return DockerClientImpl.getInstance(config, http);
    }

    /// The newest version that we know and the engine speaks; its oldest where it has left us behind.
    static RemoteApiVersion spoken(@Nullable String engineOldest, String engineNewest) {
        RemoteApiVersion newest = RemoteApiVersion.parseConfig(engineNewest);
        RemoteApiVersion oldest = engineOldest == null || engineOldest.isBlank()
                ? OLDEST
                : RemoteApiVersion.parseConfig(engineOldest);
        if (!newest.isGreaterOrEqual(OLDEST)) {
            throw new ProblemException(new EngineVersionUnsupported(
                    "engine " + oldest.getVersion() + "…" + newest.getVersion() + ", console " + OLDEST.getVersion() + "…"
                            + NEWEST.getVersion()));
        }
        RemoteApiVersion best = newest.isGreaterOrEqual(NEWEST) ? NEWEST : newest;
        return best.isGreaterOrEqual(oldest) ? best : oldest;
    }

    /// Runs the call on a thread of its own, so that an engine that never answers costs a limit and not a thread of ours.
    private static <T> T within(URI where, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        // An interrupt frees a virtual thread from a socket; from a Windows pipe it may not.
        (where.getScheme().equals("npipe") ? Thread.ofPlatform().daemon() : Thread.ofVirtual()).name("lockkeeper-engine-call")
                .start(task);
        try {
            return task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new ProblemException(new EngineSilent(where.toString(), (int) LIMIT.toSeconds()), e);
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
    private record Line(URI address, DockerClient client, DockerHttpClient http) {
        void close() {
            DockerConnection.close(http);
        }
    }
}
