package dev.lockkeeper.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class RealPartsTest {

    @Test
    void what_is_demanded_and_missing_fails_and_is_never_skipped() {
        assertThatThrownBy(() -> RealParts.needed(Optional.of("required"), false, "pg_dump")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> RealParts.needed(Optional.empty(), false, "pg_dump")).isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("pg_dump");
        assertThatCode(() -> RealParts.needed(Optional.of("required"), true, "pg_dump")).doesNotThrowAnyException();
    }
}
