package dev.lockkeeper.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A backup that did not come is told, and one that did is never called missing.
class ScheduleTest {

    private static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant LONG_AGO = Instant.parse("2025-01-01T00:00:00Z");

    private final Schedule nightly = new Schedule(LocalTime.of(2, 30));

    @Test
    void a_run_is_missing_an_hour_after_it_was_due() {
        Instant due = Instant.parse("2026-03-09T17:30:00Z"); // 02:30 on the 10th in Seoul
        List<Instant> dayBefore = List.of(due.minus(Duration.ofDays(1)).plusSeconds(40));

        assertThat(missed(due.plusSeconds(3599), SEOUL, dayBefore)).isEmpty();
        assertThat(missed(due.plusSeconds(3600), SEOUL, dayBefore)).contains(due);
        assertThat(missed(due.plusSeconds(3600), SEOUL, List.of(due.plusSeconds(5)))).isEmpty();
        assertThat(missed(due.plus(Duration.ofHours(20)), SEOUL, List.of(due.plus(Duration.ofHours(7))))).as("made up for")
                .isEmpty();
        assertThat(missed(due.plus(Duration.ofDays(9)), SEOUL, dayBefore)).as("the latest of them")
                .contains(due.plus(Duration.ofDays(8)));
    }

    @Test
    void nothing_is_missing_from_before_it_was_scheduled() {
        Instant due = Instant.parse("2026-03-09T17:30:00Z");
        Instant now = due.plus(Duration.ofHours(5));

        assertThat(nightly.missed(now, SEOUL, due.plusSeconds(1), List.of())).isEmpty();
        assertThat(nightly.missed(now, SEOUL, due.minusSeconds(1), List.of())).contains(due);
    }

    @Test
    void a_clock_that_went_back_makes_no_false_alarm_and_one_that_was_a_year_ahead_hides_nothing() {
        Instant due = Instant.parse("2026-03-09T17:30:00Z");

        assertThat(missed(due.plus(Duration.ofHours(2)), SEOUL, List.of(due.minusSeconds(120)))).as("set back as it started")
                .isEmpty();
        assertThat(missed(due.minusSeconds(600), SEOUL, List.of(due.plusSeconds(5)))).as("set back since").isEmpty();
        Instant wrong = due.plus(Duration.ofDays(365));
        assertThat(missed(due.plus(Duration.ofHours(2)), SEOUL, List.of(wrong))).contains(due);
        assertThat(nightly.missed(due.plus(Duration.ofHours(2)), SEOUL, wrong, List.of())).as("scheduled by a wrong clock")
                .contains(due);
    }

    @Test
    void a_time_that_the_clock_skips_or_repeats_is_due_once() {
        // 2026-03-29 02:00 becomes 03:00 at 01:00 UTC; 2026-10-25 03:00 becomes 02:00 at 01:00 UTC
        Instant skipped = Instant.parse("2026-03-29T01:00:00Z");
        assertThat(nightly.next(skipped.minusSeconds(1), BERLIN)).isEqualTo(skipped);
        assertThat(missed(Instant.parse("2026-03-29T08:00:00Z"), BERLIN, List.of(skipped.plusSeconds(3)))).isEmpty();
        assertThat(missed(Instant.parse("2026-03-29T08:00:00Z"), BERLIN, List.of(skipped.plusSeconds(1803)))).isEmpty();
        assertThat(missed(Instant.parse("2026-03-29T08:00:00Z"), BERLIN, List.of())).contains(skipped);

        Instant first = Instant.parse("2026-10-25T00:30:00Z");
        List<Instant> dayBefore = List.of(first.minus(Duration.ofDays(1)));
        assertThat(missed(first.plus(Duration.ofMinutes(119)), BERLIN, dayBefore)).as("may come the second time").isEmpty();
        assertThat(missed(first.plus(Duration.ofHours(2)), BERLIN, dayBefore)).contains(first);
        assertThat(missed(first.plus(Duration.ofHours(9)), BERLIN, List.of(first.plus(Duration.ofHours(1))))).isEmpty();
    }

    @Test
    void a_year_of_nightly_backups_has_none_missing_at_any_hour() {
        for (ZoneId zone : List.of(SEOUL, BERLIN, ZoneId.of("America/Sao_Paulo"), ZoneId.of("Australia/Lord_Howe"))) {
            List<Instant> taken = new ArrayList<>();
            Instant next = nightly.next(Instant.parse("2026-01-01T00:00:00Z"), zone);
            Instant begin = next;
            for (Instant now = begin; now.isBefore(begin.plus(Duration.ofDays(366))); now = now.plus(Duration.ofMinutes(30))) {
                if (!now.isBefore(next)) {
                    taken.add(next);
                    next = nightly.next(next, zone);
                }
                assertThat(nightly.missed(now, zone, begin.minusSeconds(1), taken)).as(zone + " " + now).isEmpty();
            }
            assertThat(taken.size()).isBetween(365, 367);
        }
    }

    @Test
    void next_is_later_than_now() {
        assertThat(nightly.next(Instant.parse("2026-03-09T17:30:00Z"), SEOUL)).isEqualTo(Instant.parse("2026-03-10T17:30:00Z"));
        assertThat(nightly.next(Instant.parse("2026-03-09T17:29:59Z"), SEOUL)).isEqualTo(Instant.parse("2026-03-09T17:30:00Z"));
    }

    @Test
    void what_a_scheduler_cannot_write_on_one_line_is_refused() {
        assertThatThrownBy(() -> new ScheduledBackup("a", nightly, List.of("/x\ny")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ScheduledBackup("A b", nightly, List.of("x"))).isInstanceOf(IllegalArgumentException.class);
    }

    private Optional<Instant> missed(Instant now, ZoneId zone, List<Instant> taken) {
        return nightly.missed(now, zone, LONG_AGO, taken);
    }
}
