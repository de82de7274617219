package dev.lockkeeper.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RevisionTest {

    @Test
    void base_is_below_all_others() {
        assertThat(Stream.of("004", "base", "001").map(Revision::new).sorted().map(Revision::id)).containsExactly("base", "001",
                "004");
    }

    @Test
    void ids_are_ordered_by_their_numbers() {
        assertThat(Stream.of("10", "9", "1.10", "1.9", "1_2").map(Revision::new).sorted().map(Revision::id))
                .isEqualTo(List.of("1_2", "1.9", "1.10", "9", "10"));
    }

    @Test
    void the_same_number_is_the_same_revision() {
        for (List<String> pair : List.of(List.of("4", "004"), List.of("1.0", "1"), List.of("1_2", "1.2"),
                List.of("1.02.0", "1_2"))) {
            assertThat(new Revision(pair.getFirst())).isEqualTo(new Revision(pair.getLast()))
                    .hasSameHashCodeAs(new Revision(pair.getLast()));
        }
        assertThat(new Revision("40")).isNotEqualTo(new Revision("4"));
    }

    @Test
    void an_id_that_is_no_number_is_only_itself() {
        assertThat(new Revision("ae1027a6acf")).isNotEqualTo(new Revision("1027")).isEqualTo(new Revision("ae1027a6acf"));
    }
}
