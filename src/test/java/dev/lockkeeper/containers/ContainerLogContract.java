package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.containers.ContainerLine.Stream;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What any [ContainerLog] keeps, the fake as well as the engine's.
public abstract class ContainerLogContract {

    /// The lines of [#ended()] on its output, in their order; between the second and the third it says [#ERROR] on its other stream.
    protected static final List<String> OUTPUT = List.of("one", "둘 🙂", "three", "");
    protected static final String ERROR = "wrong";

    protected abstract ContainerLog log();

    /// A container that said what it says and ended.
    protected abstract String ended();

    /// A container that said "ready", says whatever [#say] makes it say, and runs.
    protected abstract String running();

    protected abstract void say(String line);

    /// Makes it say a last line and end at once.
    protected abstract void sayAndEnd(String line);

    private List<ContainerLine> read(LogStart start) {
        List<ContainerLine> lines = new ArrayList<>();
        log().read(ended(), start, lines::add);
        return lines;
    }

    @Test
    void everything_is_read_in_its_order_and_by_its_stream() {
        List<ContainerLine> lines = read(new LogStart.Beginning());
        assertThat(lines).filteredOn(line -> line.stream() == Stream.OUT).extracting(ContainerLine::text)
                .containsExactlyElementsOf(OUTPUT);
        assertThat(lines).filteredOn(line -> line.stream() == Stream.ERR).extracting(ContainerLine::text).containsExactly(ERROR);
        assertThat(lines).extracting(ContainerLine::text).containsSubsequence(OUTPUT.get(1), ERROR, OUTPUT.get(2));
        assertThat(lines).extracting(ContainerLine::at).isSorted();
        assertThat(lines).allMatch(ContainerLine::whole);
    }

    @Test
    void a_tail_has_the_last_lines_only() {
        assertThat(read(new LogStart.Tail(2))).extracting(ContainerLine::text).containsExactlyElementsOf(OUTPUT.subList(2, 4));
    }

    @Test
    void after_a_mark_comes_only_what_is_new() {
        List<ContainerLine> all = read(new LogStart.Beginning());
        Unread unread = new Unread(LogMark.NOTHING);
        all.subList(0, 2).forEach(unread::take);
        assertThat(read(new LogStart.After(unread.mark()))).isEqualTo(all.subList(2, all.size()));
        all.subList(2, all.size()).forEach(unread::take);
        assertThat(read(new LogStart.After(unread.mark()))).isEmpty();
    }

    @Test
    void a_container_that_is_gone_has_no_log_and_its_following_ends() throws IOException {
        List<ContainerLine> lines = new ArrayList<>();
        log().read("0".repeat(64), new LogStart.Beginning(), lines::add);
        assertThat(lines).isEmpty();
        Heard heard = new Heard();
        try (var _ = log().follow("0".repeat(64), new LogStart.Beginning(), heard)) {
            heard.awaitEnd();
        }
        assertThat(heard.lines).isEmpty();
    }

    @Test
    void following_a_container_that_has_ended_tells_everything_and_ends() {
        Heard heard = new Heard();
        try (var following = log().follow(ended(), new LogStart.Beginning(), heard)) {
            heard.awaitEnd();
            assertThat(heard.lines).isEqualTo(read(new LogStart.Beginning()));
            assertThat(log()).isNotNull();
            assertThat(read(new LogStart.After(following.mark()))).isEmpty();
        }
    }

    @Test
    void what_is_said_later_comes_and_after_the_end_the_last_line_too() {
        Heard heard = new Heard();
        try (var _ = log().follow(running(), new LogStart.Tail(1), heard)) {
            heard.await("ready");
            say("hello");
            heard.await("hello");
            sayAndEnd("the last words");
            heard.awaitEnd();
        }
        assertThat(heard.texts()).containsExactly("ready", "hello", "the last words");
    }

    @Test
    void nothing_is_told_after_closing() {
        String id = running();
        Heard heard = new Heard();
        Heard other = new Heard();
        var closed = log().follow(id, new LogStart.Tail(1), heard);
        try (var _ = log().follow(id, new LogStart.Tail(1), other)) {
            heard.await("ready");
            closed.close();
            closed.close();
            say("unheard");
            other.await("unheard");
            sayAndEnd("bye");
            other.awaitEnd();
        }
        assertThat(heard.texts()).containsExactly("ready");
        assertThat(heard.ends).isEmpty();
    }

    @Test
    void a_copy_has_the_bytes_as_they_were_printed() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong written = new AtomicLong();
        long all = log().copy(ended(), bytes, written::set, new StopSignal());
        List<String> lines = new ArrayList<>(OUTPUT);
        lines.add(2, ERROR);
        assertThat(bytes.toString(StandardCharsets.UTF_8)).isEqualTo(String.join("\n", lines) + "\n");
        assertThat(all).isEqualTo(bytes.size()).isEqualTo(written.get());
    }

    @Test
    void a_copy_that_cannot_be_written_says_why() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        assertThatThrownBy(() -> log().copy(ended(), full, _ -> {}, new StopSignal())).isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }

    @Test
    void a_copy_stops_when_asked_to() throws IOException {
        StopSignal stop = new StopSignal();
        stop.request();
        assertThat(log().copy(ended(), OutputStream.nullOutputStream(), _ -> {}, stop)).isZero();
    }

    /// What a listener heard.
    protected static final class Heard implements ContainerLog.Listener {

        public final List<ContainerLine> lines = Collections.synchronizedList(new ArrayList<>());
        public final List<String> ends = Collections.synchronizedList(new ArrayList<>());

        public Heard() {}

        @Override
        public void line(ContainerLine line) {
            lines.add(line);
        }

        @Override
        public void ended() {
            ends.add("ended");
        }

        @Override
        public void broken(Problem problem) {
            ends.add(problem.toString());
        }

        public List<String> texts() {
            synchronized (lines) {
                return lines.stream().map(ContainerLine::text).toList();
            }
        }

        public void await(String text) {
            Await.until(text, Duration.ofSeconds(20), () -> texts().contains(text));
        }

        public void awaitEnd() {
            Await.until("the end", Duration.ofSeconds(20), () -> !ends.isEmpty());
            assertThat(ends).containsExactly("ended");
        }
    }
}
