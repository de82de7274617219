package dev.lockkeeper.ui.overview;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Chains as the pictures of the design show them.
public final class Chains {

    /// The moment of the pictures.
    public static final Instant NOW = Instant.parse("2025-11-04T05:06:12Z");
    public static final Environment LOCAL = environment("default", Care.LOCAL, "llm_webapp_dev");

    private static final String FATAL = "2025-11-04 05:02:07.112 UTC [1] FATAL:  database files are incompatible with server";
    private static final String DETAIL = "2025-11-04 05:02:07.112 UTC [1] DETAIL:  The data directory was initialized by PostgreSQL version 14, which is not compatible with this version 15.18.";

    private Chains() {}

    public static Environment environment(String name, Care care, String database) {
        return new Environment(name, care, new Address("localhost", 5432, database, "llm_app"), new Secret("geheim"),
                care == Care.PRACTICE ? Optional.empty() : Optional.of(Path.of(".env")));
    }

    static final List<String> LOG = List.of(FATAL, DETAIL);

    static Readiness containerExited() {
        ContainerFacts facts = new ContainerFacts("c1", "llm-webapp-postgres", "postgres:15", ContainerFacts.State.EXITED,
                ContainerFacts.Health.NONE, 1, 3, Optional.empty(), Optional.of(NOW.minusSeconds(245)),
                Optional.of("127.0.0.1:5432 → 5432"),
                Optional.of("llm-webapp_postgres_data"), Optional.empty(), Optional.empty());
        return broken(StationName.CONTAINER,
                new ContainerProblem.ContainerExited("postgres", 1, Optional.of(FATAL), List.of(FATAL, DETAIL)),
                Optional.of(facts));
    }

    /// The container's station is broken by this, and the container stands as it did.
    static Readiness containerBroken(Problem problem) {
        return broken(StationName.CONTAINER, problem, containerExited().container());
    }

    static Readiness dockerOff() {
        return broken(StationName.DESKTOP, new EngineProblem.EngineStopped("npipe:////./pipe/dockerDesktopLinuxEngine",
                "open //./pipe/dockerDesktopLinuxEngine: The system cannot find the file specified.",
                Optional.of(new DesktopFacts(DesktopFacts.Kind.DESKTOP, Optional.of("C:\\Program Files\\Docker\\Docker"),
                        Optional.of("4.34.2"), false, "\"C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe\""))),
                Optional.empty(), Message.of("station.desktop.off.version", "4.34.2"));
    }

    static Readiness onePending() {
        return connected(new StationState.Attention(new SchemaProblem.SchemaBehind(new Revision("003"), new Revision("004"), 1)),
                "003");
    }

    /// All links hold, and one of them should be looked at.
    static Readiness warned(StationName where, Problem problem) {
        Readiness well = allWell();
        List<Station> stations = new ArrayList<>(well.stations());
        Station there = stations.get(where.number() - 1);
        stations.set(where.number() - 1, new Station(where, new StationState.Attention(problem), there.fact(), there.took()));
        return new Readiness(stations, NOW, well.container(), well.connection(), well.ladder());
    }

    public static Readiness allWell() {
        return connected(new StationState.Ok(), "004");
    }

    private static Readiness connected(StationState schema, String current) {
        ContainerFacts facts = new ContainerFacts("c1", "llm-webapp-postgres", "postgres:15", ContainerFacts.State.RUNNING,
                ContainerFacts.Health.HEALTHY, 0, 0, Optional.of(NOW.minus(Duration.ofMinutes(666))), Optional.empty(),
                Optional.of("127.0.0.1:5432 → 5432"), Optional.of("llm-webapp_postgres_data"), Optional.empty(),
                Optional.empty());
        List<Station> stations = new ArrayList<>(passed(4));
        stations.add(new Station(StationName.SCHEMA, schema, Message.of("station.schema.levels", current, "004"),
                Duration.ofMillis(12)));
        return new Readiness(stations, NOW, Optional.of(facts),
                Optional.of(new ConnectionFacts("15.18", Duration.ofMillis(3), 4, false, "7312345678901234567")),
                Optional.empty());
    }

    private static Readiness broken(StationName where, Problem problem, Optional<ContainerFacts> facts) {
        return broken(where, problem, facts, Message.of("station.broken"));
    }

    private static Readiness broken(StationName where, Problem problem, Optional<ContainerFacts> facts, Message fact) {
        List<Station> stations = new ArrayList<>(passed(where.number() - 1));
        stations.add(new Station(where, new StationState.Broken(problem), fact, Duration.ofMillis(4)));
        for (StationName name : StationName.values()) {
            if (name.number() > where.number()) {
                stations.add(new Station(name, new StationState.Waiting(), Message.of("station.waiting"), Duration.ZERO));
            }
        }
        return new Readiness(stations, NOW, facts, Optional.empty(), Optional.empty());
    }

    private static List<Station> passed(int number) {
        List<Station> all = List.of(station(StationName.DESKTOP, Message.of("station.desktop.version", "4.34.2")),
                station(StationName.ENGINE, Message.of("station.engine.version", "27.2.0", "WSL 2")),
                station(StationName.CONTAINER, Message.of("station.container.healthy", "llm-webapp-postgres")),
                station(StationName.CONNECTION, Message.of("station.connection.ok", 3, 4)));
        return all.subList(0, number);
    }

    private static Station station(StationName name, Message fact) {
        return new Station(name, new StationState.Ok(), fact, Duration.ofMillis(3));
    }
}
