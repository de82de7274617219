package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    @Test
    void colours_titles_and_bells_are_gone_and_the_words_stay() {
        assertThat(PlainText.of("\u001B[1;31mFATAL:\u001B[0m  \u001B]0;title\u0007no\u0007\tspace\r"))
                .isEqualTo("FATAL:  no space");
    }

    @Test
    void text_that_would_run_backwards_is_made_to_run_forwards() {
        assertThat(PlainText.of("a\u202Eb")).isEqualTo("ab");
    }

    @Test
    void joined_emoji_stay_joined() {
        assertThat(PlainText.of("👩‍💻 한글")).isEqualTo("👩‍💻 한글");
    }

    @Test
    void lines_come_whole_wherever_the_pieces_end() {
        byte[] text = "첫 줄 🙂\r\n둘째\n끝이 없는 줄".getBytes(StandardCharsets.UTF_8);
        for (int size = 1; size < 8; size++) {
            List<String> seen = new ArrayList<>();
            Lines lines = new Lines(seen::add);
            for (int at = 0; at < text.length; at += size) {
                lines.add(Arrays.copyOfRange(text, at, Math.min(text.length, at + size)));
            }
            lines.end();
            assertThat(seen).containsExactly("첫 줄 🙂", "둘째", "끝이 없는 줄");
        }
    }

    @Test
    void a_line_without_end_does_not_fill_the_memory() {
        List<String> seen = new ArrayList<>();
        Lines lines = new Lines(seen::add);
        for (int i = 0; i < 100; i++) {
            lines.add(new byte[1024]);
            lines.add("x".repeat(1024).getBytes(StandardCharsets.UTF_8));
        }
        lines.end();
        assertThat(seen).singleElement().satisfies(line -> assertThat(line.length()).isLessThanOrEqualTo(16 * 1024));
    }
}
