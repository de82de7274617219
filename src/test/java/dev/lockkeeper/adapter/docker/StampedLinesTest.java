package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLine.Stream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class StampedLinesTest {

    private static final String STAMP = "2026-01-02T03:04:05.000000678Z ";
    private static final Instant AT = Instant.parse("2026-01-02T03:04:05.000000678Z");

    private final List<ContainerLine> seen = new ArrayList<>();
    private final StampedLines lines = new StampedLines(Stream.ERR, seen::add);

    /// In pieces of this size, each in the same buffer as the one before, as docker-java hands them over.
    private void give(byte[] bytes, int size) {
        byte[] shared = new byte[size];
        for (int at = 0; at < bytes.length; at += size) {
            int length = Math.min(size, bytes.length - at);
            System.arraycopy(bytes, at, shared, 0, length);
            lines.add(length == size ? shared : Arrays.copyOf(shared, length));
        }
    }

    private void give(String text, int size) {
        give(text.getBytes(StandardCharsets.UTF_8), size);
    }

    @Test
    void lines_come_whole_with_their_time_wherever_the_pieces_end() {
        for (int size = 1; size < 80; size++) {
            seen.clear();
            give(STAMP + "첫 줄 🙂\r\n" + STAMP + "\n" + STAMP + "2026-01-02T03:04:05.000000678Z said by itself\n", size);
            assertThat(seen).containsExactly(new ContainerLine(AT, Stream.ERR, "첫 줄 🙂", 13),
                    new ContainerLine(AT, Stream.ERR, "", 0),
                    new ContainerLine(AT, Stream.ERR, "2026-01-02T03:04:05.000000678Z said by itself", 45));
        }
    }

    @Test
    void a_line_without_end_is_told_at_the_end() {
        give(STAMP + "no end", 1024);
        assertThat(seen).isEmpty();
        lines.end();
        assertThat(seen).extracting(ContainerLine::text).containsExactly("no end");
        lines.end();
        assertThat(seen).hasSize(1);
    }

    @Test
    void bytes_that_are_no_text_become_the_sign_for_it() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(STAMP.getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[]{'a', (byte) 0xFF, (byte) 0xC3, 'b', (byte) 0xF0, (byte) 0x9F, '\n'});
        give(bytes.toByteArray(), 7);
        assertThat(seen).singleElement().extracting(ContainerLine::text).isEqualTo("a\uFFFD\uFFFDb\uFFFD");
    }

    @Test
    void of_a_very_long_line_the_beginning_is_kept_and_the_length_known() {
        int size = 10_000_001;
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < size; at += ContainerLine.LONGEST) {
            text.append(STAMP).append("x".repeat(Math.min(ContainerLine.LONGEST, size - at)));
        }
        give(text.append('\n').append(STAMP).append("next\n").toString(), 1024);
        assertThat(seen).hasSize(2);
        assertThat(seen.getFirst().text()).isEqualTo("x".repeat(ContainerLine.LONGEST));
        assertThat(seen.getFirst().bytes()).isEqualTo(size);
        assertThat(seen.getFirst().whole()).isFalse();
        assertThat(seen.getLast().text()).isEqualTo("next");
    }

    @Test
    void a_long_line_that_the_engine_did_not_cut_is_as_long_as_it_is() {
        give(STAMP + "y".repeat(50_000) + "\n" + STAMP + "z".repeat(ContainerLine.LONGEST) + "\n", 1024);
        assertThat(seen).extracting(ContainerLine::bytes).containsExactly(50_000L, (long) ContainerLine.LONGEST);
        assertThat(seen).extracting(line -> line.text().length()).containsExactly(ContainerLine.LONGEST, ContainerLine.LONGEST);
    }

    @Test
    void a_character_is_not_cut_in_two() {
        give(STAMP + "xx" + "한".repeat(10_000) + "\n", 1000);
        assertThat(seen.getFirst().text()).startsWith("xx한").endsWith("한").doesNotContain("\uFFFD");
        assertThat(seen.getFirst().bytes()).isEqualTo(30_002);
    }
}
