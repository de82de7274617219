package dev.lockkeeper.ui.overview;

import dev.lockkeeper.containers.Load;
import dev.lockkeeper.ui.kit.Sparkline.Point;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// What the container used in the last half hour: one point of each look. `cpu` in hundredths of one core, `memory` in bytes.
public record Usage(List<Point> cpu, List<Point> memory) {

    public static final Usage NOTHING = new Usage(List.of(), List.of());
    public static final Duration BACK = Duration.ofMinutes(30);

    public Usage {
        cpu = List.copyOf(cpu);
        memory = List.copyOf(memory);
    }

    /// With what was measured since the last point, as one point more.
    Usage with(List<Load> measured, Instant now) {
        Instant last = cpu.isEmpty() ? Instant.MIN : cpu.getLast().at();
        List<Load> fresh = measured.stream().filter(load -> load.at().isAfter(last)).toList();
        if (fresh.isEmpty()) {
            return new Usage(since(cpu, now), since(memory, now));
        }
        Instant at = fresh.getLast().at();
        List<Point> processor = new ArrayList<>(since(cpu, now));
        processor.add(new Point(at, fresh.stream().mapToDouble(Load::cpu).average().orElseThrow()));
        List<Point> store = new ArrayList<>(since(memory, now));
        fresh.stream().filter(load -> load.memory().isPresent()).mapToLong(load -> load.memory().getAsLong()).average()
                .ifPresent(bytes -> store.add(new Point(at, bytes)));
        return new Usage(processor, store);
    }

    private static List<Point> since(List<Point> points, Instant now) {
        return points.stream().filter(point -> point.at().isAfter(now.minus(BACK))).toList();
    }
}
