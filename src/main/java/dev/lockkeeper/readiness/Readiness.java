package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.schema.Ladder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The whole chain at one moment, by this machine's clock, with what was learnt on the way.
public record Readiness(List<Station> stations, Instant at, Optional<ContainerFacts> container,
        Optional<ConnectionFacts> connection,
        Optional<Ladder> ladder) {

    public Readiness {
        stations = List.copyOf(stations);
    }

    public Station station(StationName name) {
        return stations.get(name.number() - 1);
    }

    /// The same, seen again at another time.
    public Readiness seen(Instant again) {
        return new Readiness(stations, again, container, connection, ladder);
    }

    /// The same with one station told anew.
    public Readiness with(Station station) {
        List<Station> changed = new ArrayList<>(stations);
        changed.set(station.name().number() - 1, station);
        return new Readiness(changed, at, container, connection, ladder);
    }

    /// The first link that holds nobody.
    public Optional<Station> firstBroken() {
        return stations.stream().filter(station -> station.state() instanceof StationState.Broken).findFirst();
    }

    /// The first link that should be looked at: a broken one, else one that asks for attention.
    public Optional<Station> firstToMend() {
        return firstBroken()
                .or(() -> stations.stream().filter(station -> station.state() instanceof StationState.Attention).findFirst());
    }

    /// How many stations were passed.
    public int passed() {
        return (int) stations.stream().filter(station -> station.state().passed()).count();
    }

    /// Whether an answer is still awaited.
    public boolean checking() {
        return stations.stream().anyMatch(station -> station.state() instanceof StationState.Checking);
    }
}
