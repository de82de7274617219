package dev.lockkeeper.containers;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the log of a PostgreSQL container tells about its end.
public final class ServerLog {

    private static final List<String> LOUD = List.of("FATAL:", "PANIC:", "initdb: error:", "ERROR:");

    private static final Pattern STATEMENT = Pattern
            .compile("(?:STATEMENT|QUERY|CONTEXT):  |LOG:  (?:statement|execute|duration:)|DETAIL:  Failed process was running");

    private static final Pattern KILLED = Pattern.compile("LOG:  [a-z ]*process \\(PID \\d+\\) was terminated by signal \\d+");

    /// Said to a session that somebody ended, with the whole server or alone: it is no cause of anything.
    private static final String TOLD_TO_END = "terminating connection due to administrator command";

    private ServerLog() {}

    /// Whether a line only says that a session was ended on purpose.
    static boolean endsSession(String line) {
        return line.contains(TOLD_TO_END);
    }

    /// The last line that tells why the server ended.
    public static Optional<String> lastFatal(List<String> log) {
        return log.stream()
                .filter(line -> !endsSession(line))
                .filter(line -> line.startsWith("Error:") || line.startsWith("error:") || LOUD.stream().anyMatch(line::contains))
                .reduce((_, last) -> last);
    }

    /// The log without what the server that runs now wrote: what ended the one before stands at its end. Whole where it does not tell when this one
    /// began.
    static List<String> beforeThisLife(List<String> log) {
        for (int i = log.size() - 1; i >= 0; i--) {
            if (log.get(i).contains("starting PostgreSQL ") || log.get(i).contains("Skipping initialization")) {
                boolean first = log.get(i).contains("starting PostgreSQL ") && log.subList(Math.max(0, i - 8), i).stream()
                        .anyMatch(line -> line.contains("Skipping initialization"));
                if (!first) {
                    return log.subList(0, i);
                }
            }
        }
        return log;
    }

    /// The last line that says the system ended one of the server's processes: one that the server itself ended has no signal.
    public static Optional<String> killedProcess(List<String> log) {
        return withoutStatements(log).stream().filter(line -> KILLED.matcher(line).find()).reduce((_, last) -> last);
    }

    /// The log without what its users wrote into it: a statement may hold any words.
    static List<String> withoutStatements(List<String> log) {
        List<String> kept = new ArrayList<>();
        boolean statement = false;
        for (String line : log) {
            // the lines that follow the first of a message begin with a tab
            statement = line.startsWith("\t") ? statement : STATEMENT.matcher(line).find();
            if (!statement) {
                kept.add(line);
            }
        }
        return kept;
    }
}
