package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.FirstStartUnfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first start of a database container, in which a temporary server runs the scripts and listens on its socket only.
public final class FirstStart {

    private static final int LOG_LINES = 2_000;
    private static final String BEGUN = "The files belonging to this database system will be owned by user";
    /// The image's own words, a later start on what was left of it, and a server that listens on the network.
    private static final List<String> OVER = List.of("PostgreSQL init process complete", "Skipping initialization",
            "listening on IPv4 address", "listening on IPv6 address");

    /// initdb itself failed, and left nothing behind: the next start is a first one again.
    private static final String TAKEN_BACK = "removing contents of data directory";
    private static final String TAKEN_BACK_TOO = "removing data directory";
    private static final String DONE = "PostgreSQL init process complete";
    private static final String SKIPPED = "Skipping initialization";
    private static final String HALF_A_LINE = "end-of-line before authentication method";
    private static final Pattern FATAL = Pattern.compile("FATAL:\\s+(.+)");
    private static final Pattern SCRIPT = Pattern.compile("psql:(/docker-entrypoint-initdb\\.d/[^:\\s]+:\\d+)");
    private static final Pattern FAILURE = Pattern
            .compile("\\b(?:ERROR|FATAL|PANIC):|initdb: error|docker-entrypoint-initdb\\.d/");

    private FirstStart() {}

    /// That it is under way, as its log proves; empty where it is not.
    public static Optional<ContainerProblem> underWay(ContainerFacts facts, Containers containers) {
        List<String> log = containers.logTail(facts.id(), LOG_LINES);
        return underWay(log)
                ? Optional.of(new ContainerProblem.ContainerInitialising(containers.service(), log.getLast()))
                : Optional.empty();
    }

    /// That it broke off and was taken for done since, as the container's log proves; empty where it was not, or the log no longer tells.
    public static Optional<ContainerProblem> unfinished(ContainerFacts facts, Containers containers) {
        return unfinished(facts, containers.logTail(facts.id(), LOG_LINES));
    }

    static Optional<ContainerProblem> unfinished(ContainerFacts facts, List<String> log) {
        return brokenOff(facts, log, true).map(problem -> problem);
    }

    /// That it broke off, whether or not a later start took it for done: it is no longer under way.
    static Optional<FirstStartUnfinished> brokenOff(ContainerFacts facts, List<String> log) {
        return brokenOff(facts, log, facts.state() == ContainerFacts.State.RUNNING);
    }

    /// Whether the log shows a first start that came to its end.
    static boolean finished(List<String> log) {
        return log.stream().anyMatch(line -> line.contains(DONE));
    }

    static List<String> log(ContainerFacts facts, Containers containers) {
        return containers.logTail(facts.id(), LOG_LINES);
    }

    /// That a server ended over what a first start left that broke off, as its log alone proves: the image ends `pg_hba.conf` with a line that it
    /// cannot write whole where the server would not tell it how passwords are kept.
    static Optional<FirstStartUnfinished> leftovers(ContainerFacts facts, List<String> log) {
        List<String> proof = log.stream().filter(line -> line.contains(HALF_A_LINE) || line.contains("pg_hba.conf")).toList();
        return log.stream().anyMatch(line -> line.contains(SKIPPED)) && log.stream().anyMatch(line -> line.contains(HALF_A_LINE))
                ? Optional.of(new FirstStartUnfinished(facts.name(), facts.volume().orElse("?"), "pg_hba.conf", proof))
                : Optional.empty();
    }

    private static Optional<FirstStartUnfinished> brokenOff(ContainerFacts facts, List<String> log, boolean mustBeSkipped) {
        boolean begun = false;
        boolean skipped = false;
        List<String> said = new ArrayList<>();
        for (String line : log) {
            if (line.contains(BEGUN)) {
                begun = true;
                skipped = false;
                said.clear();
            } else if (line.contains(DONE) || line.contains(TAKEN_BACK) || line.contains(TAKEN_BACK_TOO)) {
                begun = false;
            } else if (begun && !skipped) {
                skipped = line.contains(SKIPPED);
                if (skipped || FAILURE.matcher(line).find()) {
                    said.add(line.strip());
                }
            }
        }
        return begun && (skipped || !mustBeSkipped)
                ? Optional.of(new FirstStartUnfinished(facts.name(), facts.volume().orElse("?"), script(said),
                        List.copyOf(said)))
                : Optional.empty();
    }

    /// The script and line that failed, where one did, else what the server said.
    private static String script(List<String> said) {
        return first(SCRIPT, said).or(() -> first(FATAL, said)).orElse("?");
    }

    private static Optional<String> first(Pattern pattern, List<String> said) {
        return said.stream().map(pattern::matcher).filter(Matcher::find).map(found -> found.group(1)).findFirst();
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
