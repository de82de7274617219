package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLog;
import dev.lockkeeper.containers.LogMark;
import dev.lockkeeper.containers.LogStart;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Following over the ends of streams, where an engine's race loses the tail (20.10) and where it does not.
class LogFollowingTest {

    private static final int LINES = 5000;
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'")
            .withZone(ZoneOffset.UTC);

    private final Heard heard = new Heard();

    /// An engine that ends a followed log after some of its lines.
    private static class Racing implements LogPipe {

        private final int told;
        private final Optional<Throwable> failure;
        private final List<LogStart> asked = Collections.synchronizedList(new ArrayList<>());
        private final List<Life> lives;

        Racing(int told, Optional<Throwable> failure, Life... lives) {
            this.told = told;
            this.failure = failure;
            this.lives = new ArrayList<>(List.of(lives));
        }

        @Override
        public LogFrames open(LogStart start, boolean follow, Consumer<ContainerLine> to) {
            asked.add(start);
            LogFrames frames = LogPipe.lines(follow, to);
            int from = start instanceof LogStart.After(LogMark mark) ? first(LogPipe.second(mark)) : 0;
            for (int line = from; line < (follow ? Math.max(from, told) : LINES); line++) {
                frames.onNext(new Frame(line % 7 == 0 ? StreamType.STDERR : StreamType.STDOUT,
                        (stamp(line) + " line " + line + "\n").getBytes(StandardCharsets.UTF_8)));
            }
            if (follow) {
                // broken off in the middle of a line
                frames.onNext(new Frame(StreamType.STDOUT, (stamp(told) + " li").getBytes(StandardCharsets.UTF_8)));
                failure.ifPresent(frames::onError);
            }
            frames.onComplete();
            return frames;
        }

        /// 1000 lines a second, many of them at the same time.
        private static Instant time(int line) {
            return Instant.parse("2026-01-02T03:04:05Z").plusMillis(line / 10 * 10L);
        }

        private static String stamp(int line) {
            return STAMP.format(time(line));
        }

        private static int first(int second) {
            return IntStream.range(0, LINES).filter(line -> time(line).getEpochSecond() >= second).findFirst().orElse(LINES);
        }

        @Override
        public Life life() {
            return lives.size() > 1 ? lives.removeFirst() : lives.getFirst();
        }
    }

    private static final class Heard implements ContainerLog.Listener {

        private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
        private final List<Object> ends = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void line(ContainerLine line) {
            lines.add(line.text());
        }

        @Override
        public void ended() {
            ends.add("ended");
        }

        @Override
        public void broken(Problem problem) {
            ends.add(problem);
        }
    }

    private LogFollowing follow(LogPipe pipe) {
        return follow(pipe, new LogStart.Beginning());
    }

    private LogFollowing follow(LogPipe pipe, LogStart start) {
        LogFollowing following = new LogFollowing(pipe, start, heard, frames -> frames.failure().ifPresent(thrown -> {
            throw new IllegalStateException(thrown);
        }));
        Await.until("the end", Duration.ofSeconds(10), () -> !heard.ends.isEmpty());
        return following;
    }

    private static List<String> all() {
        return IntStream.range(0, LINES).mapToObj(line -> "line " + line).toList();
    }

    @Test
    void a_tail_that_the_engine_lost_is_read_again_and_nothing_comes_twice() {
        for (int told : new int[]{0, 1, 1234, 4999, LINES}) {
            heard.lines.clear();
            heard.ends.clear();
            Racing engine = new Racing(told, Optional.empty(), LogPipe.Life.ENDED);
            follow(engine).close();
            assertThat(heard.ends).containsExactly("ended");
            assertThat(heard.lines).as("told " + told).isEqualTo(all());
            assertThat(engine.asked).hasSize(2);
        }
    }

    @Test
    void a_container_that_is_started_again_is_followed_on() {
        Racing engine = new Racing(2000, Optional.empty(), LogPipe.Life.COMES_BACK, LogPipe.Life.RUNS, LogPipe.Life.ENDED);
        follow(engine).close();
        assertThat(heard.lines).isEqualTo(all());
        assertThat(engine.asked).hasSize(6);
    }

    @Test
    void a_stream_that_breaks_is_told_and_goes_on_from_its_mark() {
        LogMark mark = follow(new Racing(2000, Optional.of(new IOException("Premature end")), LogPipe.Life.RUNS)).mark();
        assertThat(heard.ends).singleElement().isInstanceOf(Problem.Unexpected.class);
        assertThat(heard.lines).hasSize(2000);
        heard.ends.clear();
        follow(new Racing(2000, Optional.empty(), LogPipe.Life.ENDED), new LogStart.After(mark)).close();
        assertThat(heard.lines).isEqualTo(all());
    }
}
