package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.command.InspectExecResponse;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Mount;
import com.github.dockerjava.api.model.MountType;
import dev.lockkeeper.backup.BackupProblem.DumpFailed;
import dev.lockkeeper.backup.BackupProblem.DumpInterrupted;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Runs programs in one container, and believes only a proven end: the engine says that the program is not running and how it ended.
/// Whatever else happens is a [DumpInterrupted].
final class ContainerPrograms {

    /// The operating system's user that owns the database, in the official image and all its kin.
    private static final String USER = "postgres";
    /// Its home, on the disk of the container or of its data.
    private static final String HOME = "/var/lib/postgresql";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /// Every so many looks the container itself is looked at: a stream may stay open and silent although nobody writes any more.
    private static final int LOOKS_PER_CHECK = 6;
    private static final int CHECKS_PAUSED = 20;
    private static final int KEPT_LINES = 200;
    private static final int KILLED = 137;
    private static final int LOOKS_AFTER_FAILURE = 10;

    private final DockerConnection connection;
    private final String container;
    private final String started;

    ContainerPrograms(DockerConnection connection, String container) {
        this.connection = connection;
        this.container = container;
        this.started = told(() -> state().getStartedAt());
    }

    /// How a program ended, and the last lines it printed.
    record End(int exitCode, List<String> out, List<String> err) {

        boolean well() {
            return exitCode == 0;
        }

        String first() {
            return out.isEmpty() ? "" : out.getFirst();
        }
    }

    /// A short question: its whole answer within `limit`.
    End ask(Duration limit, List<String> environment, String... command) {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        try (Frames frames = new Frames(line -> keep(out, line), line -> keep(err, line))) {
            String exec = start(frames, environment, command);
            if (!frames.await(limit)) {
                throw interrupted(command[0] + ": no answer within " + limit.toSeconds() + " s");
            }
            return ended(frames, exec, out, err);
        } catch (InterruptedException e) {
            throw cancelled();
        }
    }

    /// A long piece of work. `line` hears what it prints on its error stream. The stop calls `ending`, and then still
    /// waits for the end.
    End run(List<String> environment, StopSignal stop, Consumer<String> line, Runnable ending, String... command) {
        List<String> out = new ArrayList<>();
        List<String> err = new ArrayList<>();
        try (Frames frames = new Frames(text -> keep(out, text), text -> {
            keep(err, text);
            line.accept(text);
        })) {
            String exec = start(frames, environment, command);
            boolean told = false;
            int paused = 0;
            for (int look = 1; !frames.await(BETWEEN_LOOKS); look++) {
                // again now and then: a script may have been about to start its next program
                if (stop.requested() && (!told || look % LOOKS_PER_CHECK == 0)) {
                    told = true;
                    ending.run();
                }
                if (look % LOOKS_PER_CHECK == 0) {
                    var state = lives();
                    paused = Boolean.TRUE.equals(state.getPaused()) ? paused + 1 : 0;
                    if (paused > CHECKS_PAUSED) {
                        throw interrupted("the container is paused");
                    }
                    if (paused == 0 && !Boolean.TRUE.equals(inspect(exec).isRunning())) {
                        break;
                    }
                }
            }
            return ended(frames, exec, out, err);
        } catch (InterruptedException e) {
            throw cancelled();
        }
    }

    private End ended(Frames frames, String exec, List<String> out, List<String> err) throws InterruptedException {
        Optional<Throwable> failure = frames.failure();
        if (failure.filter(DockerException.class::isInstance).isPresent()) {
            // it never began: no such user, for example
            throw new ProblemException(new DumpFailed("docker exec", -1, List.of(EngineErrors.text(failure.get()))),
                    failure.get());
        }
        int exitCode = proven(exec);
        // The error stream's last words arrive before the end of the stream, or never.
        synchronized (frames) {
            return new End(exitCode, List.copyOf(out), List.copyOf(err));
        }
    }

    private String start(Frames frames, List<String> environment, String... command) {
        return told(() -> {
            String id = connection
                    .ask(client -> client.execCreateCmd(container).withUser(USER).withEnv(environment).withCmd(command)
                            .withAttachStdout(true).withAttachStderr(true).exec().getId());
            connection.ask(client -> client.execStartCmd(id).exec(frames));
            return id;
        });
    }

    /// The exit code, once the engine says that the program is not running. The end of the stream says nothing of the kind.
    private int proven(String exec) throws InterruptedException {
        for (int tries = 0; tries < 20; tries++) {
            InspectExecResponse seen = inspect(exec);
            if (!Boolean.TRUE.equals(seen.isRunning())) {
                Long code = seen.getExitCodeLong();
                if (code == null) {
                    throw interrupted("the engine does not know how the program ended");
                }
                // A container that dies takes the server first, then its programs, and says so last: give it the time, because that
                // explains a failure better than the failing program can.
                for (int looks = code == 0 ? 1 : LOOKS_AFTER_FAILURE; looks > 0; looks--) {
                    lives();
                    if (looks > 1) {
                        pause();
                    }
                }
                if (code == KILLED) {
                    throw interrupted("the program was killed (exit code " + KILLED + ")");
                }
                return (int) (long) code;
            }
            pause();
        }
        throw interrupted("the stream ended while the program was still running");
    }

    private static void pause() throws InterruptedException {
        new CountDownLatch(1).await(100, TimeUnit.MILLISECONDS);
    }

    private InspectExecResponse inspect(String exec) {
        return told(() -> connection.ask(client -> client.inspectExecCmd(exec).exec()));
    }

    /// A program also ends when its container does; its exit code is then no answer.
    private ContainerState lives() {
        ContainerState state = told(this::state);
        if (!Boolean.TRUE.equals(state.getRunning())) {
            throw interrupted("the container is " + state.getStatus() + ", exit code " + state.getExitCodeLong());
        }
        if (!started.equals(state.getStartedAt())) {
            throw interrupted("the container was restarted at " + state.getStartedAt());
        }
        return state;
    }

    /// Where files can be handed over. The engine copies past what a container keeps in memory: a file in there is not found, and one that is
    /// copied there is not seen inside.
    String folder() {
        return told(() -> {
            HostConfig host = connection.ask(client -> client.inspectContainerCmd(container).exec().getHostConfig());
            Map<String, String> inMemory = host.getTmpFs();
            List<Mount> mounts = host.getMounts();
            boolean tmp = inMemory != null && inMemory.keySet().stream().anyMatch(ContainerPrograms::isTmp);
            boolean mounted = mounts != null && mounts.stream()
                    .anyMatch(mount -> mount.getType() == MountType.TMPFS && isTmp(String.valueOf(mount.getTarget())));
            return tmp || mounted ? HOME : "/tmp";
        });
    }

    private static boolean isTmp(String path) {
        return path.replaceAll("/+$", "").equals("/tmp");
    }

    private ContainerState state() {
        return connection.ask(client -> client.inspectContainerCmd(container).exec().getState());
    }

    /// Whatever the engine cannot do in the middle of a dump interrupts it.
    static <T> T told(Supplier<T> question) {
        try {
            return question.get();
        } catch (DockerException e) {
            throw interrupted(EngineErrors.text(e));
        } catch (ProblemException e) {
            throw e.problem() instanceof DumpInterrupted ? e : interrupted(evidence(e));
        }
    }

    private static String evidence(ProblemException e) {
        @Nullable
        Throwable cause = e.getCause();
        return e.problem().code() + (cause == null ? "" : ": " + EngineErrors.text(cause));
    }

    static ProblemException interrupted(String evidence) {
        return new ProblemException(new DumpInterrupted(PlainText.of(evidence)));
    }

    private static CancellationException cancelled() {
        Thread.currentThread().interrupt();
        return new CancellationException();
    }

    private static void keep(List<String> lines, String line) {
        if (lines.size() == KEPT_LINES) {
            lines.removeFirst();
        }
        lines.add(line);
    }
}
