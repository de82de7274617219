package dev.lockkeeper.containers;

import java.util.List;
import java.util.Optional;

/// The first start of a database container, in which a temporary server runs the scripts and listens on its socket only.
public final class FirstStart {

    private static final int LOG_LINES = 2_000;
    private static final String BEGUN = "The files belonging to this database system will be owned by user";
    /// The image's own words, a later start on what was left of it, and a server that listens on the network.
    private static final List<String> OVER = List.of("PostgreSQL init process complete", "Skipping initialization",
            "listening on IPv4 address", "listening on IPv6 address");

    private FirstStart() {}

    /// That it is under way, as its log proves; empty where it is not.
    public static Optional<ContainerProblem> underWay(ContainerFacts facts, Containers containers) {
        List<String> log = containers.logTail(facts.id(), LOG_LINES);
        return underWay(log)
                ? Optional.of(new ContainerProblem.ContainerInitialising(containers.service(), log.getLast()))
                : Optional.empty();
    }

    static boolean underWay(List<String> log) {
        for (String line : log.reversed()) {
            if (OVER.stream().anyMatch(line::contains)) {
                return false;
            }
            if (line.contains(BEGUN)) {
                return true;
            }
        }
        return false;
    }
}
