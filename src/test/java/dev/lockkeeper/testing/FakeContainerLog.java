package dev.lockkeeper.testing;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLine.Stream;
import dev.lockkeeper.containers.ContainerLog;
import dev.lockkeeper.containers.LogMark;
import dev.lockkeeper.containers.LogStart;
import dev.lockkeeper.containers.Unread;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.StopSignal;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/// Logs in memory, which say what a test tells them to, on the test's own thread.
public final class FakeContainerLog implements ContainerLog {

    private final Map<String, One> logs = new HashMap<>();

    /// Somebody who follows.
    private record Follower(Listener listener, Unread unread) {}

    private static final class One {
        private final List<ContainerLine> lines = new ArrayList<>();
        private final List<Follower> followers = new ArrayList<>();
        private boolean ended;
    }

    private One log(String id) {
        return logs.computeIfAbsent(id, _ -> new One());
    }

    public void say(String id, String... lines) {
        for (String line : lines) {
            say(id, Stream.OUT, line);
        }
    }

    public void say(String id, Stream stream, String text) {
        One log = log(id);
        ContainerLine line = new ContainerLine(Instant.parse("2026-01-02T03:04:05Z").plusMillis(log.lines.size()), stream, text,
                text.getBytes(StandardCharsets.UTF_8).length);
        log.lines.add(line);
        for (Follower follower : List.copyOf(log.followers)) {
            if (follower.unread.take(line)) {
                follower.listener.line(line);
            }
        }
    }

    public void end(String id) {
        One log = log(id);
        log.ended = true;
        List<Follower> all = List.copyOf(log.followers);
        log.followers.clear();
        all.forEach(follower -> follower.listener.ended());
    }

    /// It runs again.
    public void start(String id) {
        log(id).ended = false;
    }

    /// The engine goes away while somebody follows.
    public void breakOff(String id, Problem problem) {
        List<Follower> all = List.copyOf(log(id).followers);
        log(id).followers.clear();
        all.forEach(follower -> follower.listener.broken(problem));
    }

    /// How many follow the log.
    public int followers(String id) {
        return log(id).followers.size();
    }

    private List<ContainerLine> from(String id, LogStart start) {
        List<ContainerLine> lines = logs.containsKey(id) ? log(id).lines : List.of();
        return List.copyOf(start instanceof LogStart.Tail(int number)
                ? lines.subList(Math.max(0, lines.size() - number), lines.size())
                : lines);
    }

    private static Unread unread(LogStart start) {
        return new Unread(start instanceof LogStart.After(LogMark mark) ? mark : LogMark.NOTHING);
    }

    @Override
    public void read(String id, LogStart start, Consumer<ContainerLine> to) {
        from(id, start).stream().filter(unread(start)::take).forEach(to);
    }

    @Override
    public Following follow(String id, LogStart start, Listener listener) {
        Follower follower = new Follower(listener, unread(start));
        from(id, start).stream().filter(follower.unread::take).forEach(listener::line);
        if (!logs.containsKey(id) || log(id).ended) {
            listener.ended();
        } else {
            log(id).followers.add(follower);
        }
        return new Following() {
            @Override
            public LogMark mark() {
                return follower.unread.mark();
            }

            @Override
            public void close() {
                log(id).followers.remove(follower);
            }
        };
    }

    @Override
    public long copy(String id, OutputStream to, LongConsumer written, StopSignal stop) throws IOException {
        long bytes = 0;
        for (ContainerLine line : from(id, new LogStart.Beginning())) {
            if (stop.requested()) {
                break;
            }
            byte[] text = (line.text() + "\n").getBytes(StandardCharsets.UTF_8);
            to.write(text);
            bytes += text.length;
            written.accept(bytes);
        }
        return bytes;
    }
}
