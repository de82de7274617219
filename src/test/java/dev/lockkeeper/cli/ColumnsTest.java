package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables in a terminal stand straight.
class ColumnsTest {

    @ParameterizedTest
    @CsvSource({"user01,6", "김서연,6", "김a,3", "…,1", "ｱ,1", "Ａ,2", "日本,4", "🔒,2", "é,1", "'',0"})
    void a_letter_takes_the_cells_a_terminal_gives_it(String text, int cells) {
        assertThat(Columns.width(text)).isEqualTo(cells);
    }

    @Test
    void composed_and_decomposed_hangul_are_as_wide() {
        assertThat(Columns.width(Normalizer.normalize("김서연", Normalizer.Form.NFD))).isEqualTo(6);
    }

    @Test
    void columns_stand_straight_beside_hangul() {
        Columns table = new Columns();
        table.row("이름", "상태");
        table.row("김서연", "잠김");
        table.row("user01", "정상");
        assertThat(table.lines()).containsExactly("이름    상태", "김서연  잠김", "user01  정상");
    }
}
