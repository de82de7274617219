package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.command.LogContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLog;
import dev.lockkeeper.containers.LogMark;
import dev.lockkeeper.containers.LogStart;
import dev.lockkeeper.containers.Unread;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The logs of the engine's containers, through its own interface.
public final class DockerLog implements ContainerLog {

    private final DockerConnection connection;

    public DockerLog(DockerConnection connection) {
        this.connection = connection;
    }

    @Override
    public void read(String id, LogStart start, Consumer<ContainerLine> to) {
        Unread unread = new Unread(start instanceof LogStart.After(LogMark mark) ? mark : LogMark.NOTHING);
        try (LogFrames frames = new Pipe(id).open(start, false, line -> {
            if (unread.take(line)) {
                to.accept(line);
            }
        })) {
            finish(frames);
        }
    }

    @Override
    public Following follow(String id, LogStart start, Listener listener) {
        return new LogFollowing(new Pipe(id), start, listener, this::finish);
    }

    @Override
    public long copy(String id, OutputStream to, LongConsumer written, StopSignal stop) throws IOException {
        Copy copy = new Copy(to, written);
        try (LogFrames frames = new LogFrames((_, bytes) -> copy.add(bytes), () -> {});
                var _ = stop.whenRequested(frames::close)) {
            connection.ask(client -> client.logContainerCmd(id).withStdOut(true).withStdErr(true).exec(frames));
            finish(frames);
        } catch (ProblemException e) {
            if (e.getCause() instanceof IOException own && own.equals(copy.failure)) {
                throw own;
            }
            throw e;
        }
        return copy.bytes;
    }

    /// What is being written, and what kept it from being written.
    private static final class Copy {

        private final OutputStream to;
        private final LongConsumer written;
        private long bytes;
        private @Nullable IOException failure;

        Copy(OutputStream to, LongConsumer written) {
            this.to = to;
            this.written = written;
        }

        void add(byte[] piece) throws IOException {
            try {
                to.write(piece);
            } catch (IOException e) {
                failure = e;
                throw e;
            }
            bytes += piece.length;
            written.accept(bytes);
        }
    }

    private void finish(LogFrames frames) {
        try {
            if (!frames.awaitMoving(DockerConnection.LIMIT)) {
                frames.close();
                throw connection.silent();
            }
        } catch (InterruptedException e) {
            frames.close();
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        Optional<Throwable> failure = frames.failure();
        // removed, or being removed: there is no log any more
        if (failure.isPresent() && !(failure.get() instanceof NotFoundException || failure.get() instanceof ConflictException)) {
            throw connection.broken(failure.get());
        }
    }

    private final class Pipe implements LogPipe {

        private final String id;

        Pipe(String id) {
            this.id = id;
        }

        @Override
        public LogFrames open(LogStart start, boolean follow, Consumer<ContainerLine> to) {
            LogFrames frames = LogPipe.lines(follow, to);
            try {
                connection.ask(client -> {
                    LogContainerCmd command = client.logContainerCmd(id).withStdOut(true).withStdErr(true).withTimestamps(true)
                            .withFollowStream(follow);
                    return switch (start) {
                        case LogStart.Beginning() -> command;
                        case LogStart.Tail(int lines) -> command.withTail(lines);
                        case LogStart.After(LogMark mark) when mark.latest().isEmpty() -> command;
                        case LogStart.After(LogMark mark) -> command.withSince(LogPipe.second(mark));
                    };
                }).exec(frames);
                return frames;
            } catch (DockerException e) {
                throw connection.broken(e);
            }
        }

        @Override
        public Life life() {
            try {
                var state = connection.ask(client -> client.inspectContainerCmd(id).exec()).getState();
                return switch (Objects.requireNonNullElse(state.getStatus(), "")) {
                    case "running", "paused" -> Life.RUNS;
                    case "restarting" -> Life.COMES_BACK;
                    default -> Life.ENDED;
                };
            } catch (NotFoundException | ConflictException e) {
                return Life.ENDED;
            }
        }
    }
}
