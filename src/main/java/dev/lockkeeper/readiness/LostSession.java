package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.ServerLog;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionLost;
import dev.lockkeeper.readiness.ConnectionProblem.ServerProcessKilled;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells why a session broke off in mid work: a network that went from a server whose process the system ended, such as for want of memory.
/// Who was cut off sees the same; only the server's log knows.
public final class LostSession {

    private static final int LINES = 40;
    /// The server writes it down a moment after the session is gone.
    private static final int LOOKS = 10;
    private static final Duration BETWEEN = Duration.ofMillis(200);
    /// What was written earlier is about another session.
    private static final Duration RECENT = Duration.ofSeconds(60);
    private static final Pattern STAMPED = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)? UTC .*");

    private final Environment environment;
    private final Containers containers;
    private final InstantSource clock;

    public LostSession(Environment environment, Containers containers, InstantSource clock) {
        this.environment = environment;
        this.containers = containers;
        this.clock = clock;
    }

    /// The cause of a lost connection, or the problem itself. Waits up to two seconds for the log: not on the screen's thread.
    public Problem of(Problem problem) {
        return problem instanceof ConnectionLost(var address, _) && environment.inContainer()
                ? killed().<Problem>map(line -> new ServerProcessKilled(address, line)).orElse(problem)
                : problem;
    }

    private Optional<String> killed() {
        StopSignal patience = new StopSignal();
        try {
            for (int look = 0; look < LOOKS; look++) {
                Optional<ContainerFacts> container = containers.find();
                if (container.isEmpty()) {
                    return Optional.empty();
                }
                Optional<String> line = ServerLog.killedProcess(containers.logTail(container.get().id(), LINES))
                        .filter(this::recent);
                if (line.isPresent() || container.get().state() != ContainerFacts.State.RUNNING) {
                    return line;
                }
                patience.pause(BETWEEN);
            }
        } catch (ProblemException e) {
            // who cannot be asked knows no cause
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /// A server whose lines have no time is believed.
    private boolean recent(String line) {
        Matcher stamped = STAMPED.matcher(line);
        try {
            return !stamped.matches() || Duration.between(Instant.parse(stamped.group(1) + "T" + stamped.group(2) + "Z"),
                    clock.instant()).abs().compareTo(RECENT) < 0;
        } catch (DateTimeParseException e) {
            return true;
        }
    }
}
