package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.HealthCheck.Probe;
import dev.lockkeeper.containers.ServiceEvent.Kind;
import dev.lockkeeper.containers.Timeline.Range;
import dev.lockkeeper.testing.FakeService;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ChronicleTest {

    private static final Instant T = FakeService.MADE;

    private final FakeService service = new FakeService();
    private final Chronicle chronicle = new Chronicle();

    private static ServiceEvent event(long second, Kind kind, String container) {
        return new ServiceEvent(T.plusSeconds(second), container, kind, kind == Kind.DIED ? Optional.of(1) : Optional.empty());
    }

    private void told(long second, Kind kind) {
        chronicle.told(event(second, kind, FakeService.ID));
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (Phase phase : chronicle.timeline().phases()) {
            line.append(line.isEmpty() ? "" : " ").append(phase.condition()).append('@')
                    .append(Duration.between(T, phase.from()).toSeconds());
        }
        return line.toString();
    }

    @Test
    void a_whole_life_is_told_in_its_phases() {
        told(0, Kind.CREATED);
        told(1, Kind.STARTED);
        told(12, Kind.HEALTHY);
        told(100, Kind.UNHEALTHY);
        told(129, Kind.DIED);
        assertThat(line()).isEqualTo("CREATED@0 STARTING@1 HEALTHY@12 UNHEALTHY@100 EXITED@129");
        assertThat(chronicle.timeline().phases().get(2).lasted(T)).isEqualTo(Duration.ofSeconds(88));
        assertThat(chronicle.timeline().last().orElseThrow().exitCode()).contains(1);
    }

    @Test
    void the_same_told_late_and_twice_and_in_disorder_is_the_same_life() {
        service.state = Optional.of(State.EXITED);
        service.finishedAt = Optional.of(T.plusSeconds(129));
        service.exitCode = 1;
        chronicle.seen(service.look(), T.plusSeconds(130));
        told(12, Kind.HEALTHY);
        told(1, Kind.STARTED);
        told(12, Kind.HEALTHY);
        told(0, Kind.CREATED);
        assertThat(line()).isEqualTo("CREATED@0 STARTING@1 HEALTHY@12 EXITED@129");
    }

    @Test
    void a_restart_that_nobody_told_is_read_from_the_containers_times() {
        told(1, Kind.STARTED);
        told(12, Kind.HEALTHY);
        service.startedAt = Optional.of(T.plusSeconds(60));
        service.finishedAt = Optional.of(T.plusSeconds(58));
        service.health = Health.STARTING;
        assertThat(chronicle.seen(service.look(), T.plusSeconds(61))).as("untold").isTrue();
        assertThat(line()).isEqualTo("CREATED@0 STARTING@1 HEALTHY@12 EXITED@58 STARTING@60");
        assertThat(chronicle.seen(service.look(), T.plusSeconds(62))).as("known by now").isFalse();
    }

    @Test
    void where_the_first_success_was_forgotten_it_is_taken_to_have_come_at_once() {
        Instant late = T.plus(Duration.ofHours(5));
        service.check = new HealthCheck(service.check.test(), Duration.ofSeconds(2), Duration.ofSeconds(3), 5, 0,
                List.of(new Probe(late, Duration.ZERO, 0, ""), new Probe(late.plusSeconds(2), Duration.ZERO, 0, "")));
        chronicle.seen(service.look(), late.plusSeconds(3));
        assertThat(line()).isEqualTo("CREATED@0 HEALTHY@1");
        assertThat(chronicle.timeline().probes()).hasSize(2);
    }

    @Test
    void an_unhealthy_word_right_after_a_success_is_a_word_too_late() {
        told(1, Kind.STARTED);
        service.health = Health.UNHEALTHY;
        chronicle.seen(service.look(), T.plusSeconds(15));
        assertThat(line()).isEqualTo("CREATED@0 STARTING@1");
        service.check = new HealthCheck(service.check.test(), Duration.ofSeconds(2), Duration.ofSeconds(3), 5, 1,
                List.of(new Probe(T.plusSeconds(20), Duration.ZERO, 2, "no response")));
        chronicle.seen(service.look(), T.plusSeconds(21));
        assertThat(line()).isEqualTo("CREATED@0 STARTING@1 UNHEALTHY@20");
    }

    @Test
    void a_pause_ends_where_it_began() {
        told(1, Kind.STARTED);
        told(12, Kind.HEALTHY);
        told(20, Kind.PAUSED);
        told(30, Kind.UNPAUSED);
        assertThat(line()).isEqualTo("STARTING@1 HEALTHY@12 PAUSED@20 HEALTHY@30");
    }

    @Test
    void the_container_that_takes_anothers_place_waits_for_its_end() {
        told(1, Kind.STARTED);
        told(12, Kind.HEALTHY);
        chronicle.told(event(50, Kind.CREATED, "new"));
        told(51, Kind.DIED);
        told(52, Kind.REMOVED);
        chronicle.told(event(53, Kind.STARTED, "new"));
        chronicle.told(event(60, Kind.HEALTHY, "new"));
        assertThat(line()).isEqualTo("STARTING@1 HEALTHY@12 EXITED@51 STARTING@53 HEALTHY@60");
        told(70, Kind.REMOVED);
        assertThat(line()).as("of the old one").endsWith("HEALTHY@60");
    }

    @Test
    void this_run_begins_with_the_last_start_and_a_day_cuts_what_reaches_into_it() {
        told(0, Kind.CREATED);
        told(1, Kind.STARTED);
        told(12, Kind.HEALTHY);
        told(100, Kind.DIED);
        told(200, Kind.STARTED);
        told(210, Kind.HEALTHY);
        told(300, Kind.DIED);
        Timeline all = chronicle.timeline();
        Instant now = T.plus(Duration.ofDays(1)).plusSeconds(50);
        assertThat(all.within(Range.THIS_RUN, now).phases()).extracting(Phase::condition).containsExactly(Condition.STARTING,
                Condition.HEALTHY, Condition.EXITED);
        assertThat(all.within(Range.DAY, now).phases().getFirst().from()).isEqualTo(T.plusSeconds(50));
        assertThat(all.within(Range.DAY, now).phases().getFirst().condition()).isEqualTo(Condition.HEALTHY);
        assertThat(all.within(Range.WEEK, now)).isEqualTo(all);
        assertThat(all.knownSince()).contains(T);
        assertThat(Timeline.BLANK.within(Range.THIS_RUN, now)).isEqualTo(Timeline.BLANK);
    }

    @Test
    void a_service_without_a_check_runs() {
        service.check = HealthCheck.NONE;
        service.health = Health.NONE;
        chronicle.seen(service.look(), T.plusSeconds(5));
        assertThat(line()).isEqualTo("CREATED@0 RUNNING@1");
    }
}
