package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.InsideFacts;
import dev.lockkeeper.operation.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Asks the container's own programs.
public final class ContainerInsideFacts implements InsideFacts {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Pattern IDENTIFIER = Pattern.compile("Database system identifier:\\s+(\\d+)");
    private static final Pattern ROOM = Pattern.compile("(\\d+)\\s+(\\d+)\\s+(\\d+)\\s+\\d+%");
    private static final long KIB = 1024;

    private final DockerConnection connection;
    private final AtomicReference<Known> known = new AtomicReference<>(new Known("", ""));

    public ContainerInsideFacts(DockerConnection connection) {
        this.connection = connection;
    }

    /// Of one life of a container: its files cannot become another cluster's meanwhile.
    private record Known(String life, String identifier) {}

    @Override
    public Optional<String> systemIdentifier(ContainerFacts container) {
        String life = container.id() + container.startedAt();
        Known remembered = known.get();
        if (remembered.life.equals(life)) {
            return Optional.of(remembered.identifier);
        }
        Optional<String> told = asked(container, "LC_ALL=C pg_controldata -D \"$PGDATA\"", IDENTIFIER)
                .map(found -> found.group(1));
        told.ifPresent(identifier -> known.set(new Known(life, identifier)));
        return told;
    }

    @Override
    public Optional<Disk> disk(ContainerFacts container) {
        return asked(container, "LC_ALL=C df -Pk \"$PGDATA\"", ROOM)
                .map(found -> new Disk(Long.parseLong(found.group(3)) * KIB, Long.parseLong(found.group(1)) * KIB));
    }

    private Optional<Matcher> asked(ContainerFacts container, String command, Pattern answer) {
        if (container.state() != ContainerFacts.State.RUNNING) {
            return Optional.empty();
        }
        try {
            ContainerPrograms.End end = new ContainerPrograms(connection, container.id()).ask(LIMIT, List.of(), "sh", "-c",
                    command);
            return end.well()
                    ? end.out().stream().map(answer::matcher).filter(Matcher::find).findFirst()
                    : Optional.empty();
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }
}
