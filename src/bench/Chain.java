import dev.lockkeeper.app.Folders;
import dev.lockkeeper.app.Rooms;
import dev.lockkeeper.app.Settings;
import dev.lockkeeper.app.Wiring;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.words.Language;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The part of `src/bench/chain` that runs in a console: walks the chain as the overview does, the first time and again. Arguments: a name for
/// what is measured, the project, how often, the console's home, and how long it is at rest before its first walk.
final class Chain {

    public static void main(String[] arguments) throws Exception {
        Wiring wiring = new Wiring(new Settings(Path.of(arguments[1]), Optional.empty(), Optional.empty(), Optional.of("none"),
                Language.ENGLISH), new Folders(Path.of(arguments[3])));
        // as the window does while its toolkit starts
        wiring.warmUp();
        Thread.sleep(Duration.ofMillis(Long.parseLong(arguments[4])));
        try (Rooms rooms = wiring.open(Optional.empty())) {
            List<Double> later = new ArrayList<>();
            double first = 0;
            Readiness last = null;
            for (int walk = 0; walk <= Integer.parseInt(arguments[2]); walk++) {
                long began = System.nanoTime();
                last = rooms.diagnosis().check(_ -> {});
                double took = (System.nanoTime() - began) / 1e6;
                if (walk == 0) {
                    first = took;
                    System.out.printf("%s: first walk %.0f ms (%s)%n", arguments[0], first, stations(last));
                } else {
                    later.add(took);
                }
            }
            Collections.sort(later);
            System.out.printf("%s: later walks, %d: median %.0f ms, slowest %.0f ms (%s)%n", arguments[0], later.size(),
                    later.get(later.size() / 2), later.getLast(), stations(last));
        }
    }

    private static String stations(Readiness readiness) {
        StringBuilder text = new StringBuilder();
        for (Station station : readiness.stations()) {
            text.append(text.isEmpty() ? "" : ", ").append(station.name().name().toLowerCase()).append(' ')
                    .append(station.state() instanceof StationState.Broken(Problem problem)
                            ? problem.code() + " " + station.took().toMillis()
                            : station.state().passed() ? String.valueOf(station.took().toMillis()) : "-");
        }
        return text.toString();
    }
}
