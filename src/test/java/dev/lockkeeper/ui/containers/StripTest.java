package dev.lockkeeper.ui.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lockkeeper.containers.Condition;
import dev.lockkeeper.containers.Phase;
import dev.lockkeeper.ui.containers.Strip.Cell;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StripTest {

    private static final Instant NOW = Instant.parse("2025-11-04T05:06:12Z");

    @Test
    void eleven_hours_leave_a_second_its_room_and_are_marked_as_shortened() {
        List<Phase> all = List.of(stretch(Condition.CREATED, 40_000, 39_999), stretch(Condition.STARTING, 39_999, 39_988),
                stretch(Condition.HEALTHY, 39_988, 274), stretch(Condition.UNHEALTHY, 274, 245),
                new Phase(Condition.EXITED, NOW.minusSeconds(245), Optional.empty(), Optional.of(1), "c1"));
        Strip strip = Strip.of(all, NOW, 990, _ -> 100);
        assertThat(strip.left()).isZero();
        assertThat(strip.cells()).allMatch(Cell::words).extracting(Cell::shortened).containsExactly(false, false, true, false,
                false);
        assertThat(strip.cells()).allMatch(cell -> cell.width() >= 100);
        Cell last = strip.cells().getLast();
        assertThat(last.x() + last.width()).isCloseTo(990, within(0.01));
    }

    @Test
    void a_moment_lies_within_its_stretch() {
        List<Phase> all = List.of(stretch(Condition.STARTING, 100, 50), new Phase(Condition.HEALTHY, NOW.minusSeconds(50),
                Optional.empty(), Optional.empty(), "c1"));
        Strip strip = Strip.of(all, NOW, 600, _ -> 100);
        Cell second = strip.cells().getLast();
        assertThat(strip.x(NOW.minusSeconds(25), NOW).orElseThrow()).isCloseTo(second.x() + second.width() / 2, within(0.01));
        assertThat(strip.x(NOW.minusSeconds(500), NOW)).isEmpty();
    }

    @Test
    void of_a_hundred_restarts_the_newest_are_seen_and_the_others_counted() {
        List<Phase> all = new ArrayList<>();
        for (int i = 100; i > 0; i--) {
            all.add(stretch(i % 2 == 0 ? Condition.STARTING : Condition.EXITED, i * 10L, i * 10L - 10));
        }
        Strip strip = Strip.of(all, NOW, 700, _ -> 120);
        assertThat(strip.left()).isGreaterThan(50);
        assertThat(strip.left() + strip.cells().size()).isEqualTo(100);
        assertThat(strip.cells().getLast().stretch()).isEqualTo(all.getLast());
        assertThat(strip.cells()).allMatch(cell -> cell.x() + cell.width() <= 700.01);
    }

    @Test
    void nothing_known_draws_nothing() {
        assertThat(Strip.of(List.of(), NOW, 700, _ -> 120).cells()).isEmpty();
        assertThat(Strip.of(List.of(stretch(Condition.HEALTHY, 10, 0)), NOW, 0, _ -> 120).cells()).isEmpty();
    }

    private static Phase stretch(Condition condition, long since, long until) {
        return new Phase(condition, NOW.minusSeconds(since), Optional.of(NOW.minusSeconds(until)), Optional.empty(), "c1");
    }
}
