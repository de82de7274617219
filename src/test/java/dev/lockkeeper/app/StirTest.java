package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.ServiceEvents;
import dev.lockkeeper.containers.ServiceSight;
import dev.lockkeeper.containers.ServiceWatch;
import dev.lockkeeper.containers.Timeline;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StirTest {

    private int stirred;

    @Test
    void the_first_look_is_no_change_and_the_same_again_neither() {
        ServiceEvents silent = (_, _) -> () -> {};
        try (ServiceWatch watch = new ServiceWatch(Optional::empty, silent)) {
            Stir stir = new Stir(watch, () -> stirred++);
            stir.seen(ServiceSight.BLANK);
            stir.seen(sight(1, false));
            stir.seen(sight(2, false));
            assertThat(stirred).isZero();
            stir.seen(sight(3, true));
            stir.seen(sight(4, true));
            assertThat(stirred).isEqualTo(1);
            stir.seen(sight(5, false));
            assertThat(stirred).isEqualTo(2);
        }
    }

    private static ServiceSight sight(long second, boolean off) {
        return new ServiceSight(Optional.empty(), off ? Optional.of(new EngineStopped("unix:///x", "gone")) : Optional.empty(),
                Timeline.BLANK, List.of(), Instant.ofEpochSecond(second));
    }
}
