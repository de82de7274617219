package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerProblem.PasswordNotSet;
import dev.lockkeeper.containers.InsideServer;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/// Asks the server with the container's own `psql`.
public final class InsideContainer implements InsideServer {

    private static final Duration SHORT = Duration.ofSeconds(10);

    private final DockerConnection connection;
    private final Function<Secret, String> verifier;

    /// `verifier` makes of a password what a server keeps instead of it, so that not even the server hears the password.
    public InsideContainer(DockerConnection connection, Function<Secret, String> verifier) {
        this.connection = connection;
        this.verifier = verifier;
    }

    @Override
    public boolean opens(ContainerFacts container, Address address) {
        try {
            return psql(container, address, "SELECT 1").well();
        } catch (ProblemException e) {
            return false;
        }
    }

    @Override
    public void setPassword(ContainerFacts container, Address address, Secret password) {
        // a server that logs its statements must not keep the verifier either
        ContainerPrograms.End end = asked(container, address, """
            SET log_statement = 'none';
            SET log_min_duration_statement = -1;
            SET log_min_error_statement = 'panic';
            ALTER ROLE %s PASSWORD '%s';
            """.formatted(identifier(address.user()), verifier.apply(password).replace("'", "''")));
        if (!end.well()) {
            throw new ProblemException(new PasswordNotSet(address.user(), end.err().stream().map(PlainText::of).toList()));
        }
    }

    /// Programs in a container are known from backups, and so are the words for their end: here nothing was backed up.
    private ContainerPrograms.End asked(ContainerFacts container, Address address, String sql) {
        try {
            return psql(container, address, sql);
        } catch (ProblemException e) {
            throw switch (e.problem()) {
                case BackupProblem.DumpInterrupted(var evidence) -> notSet(address, List.of(evidence), e);
                case BackupProblem.DumpFailed(_, _, var lines) -> notSet(address, lines, e);
                default -> e;
            };
        }
    }

    private static ProblemException notSet(Address address, List<String> said, ProblemException why) {
        return new ProblemException(new PasswordNotSet(address.user(), said), why);
    }

    /// The text goes in by a variable of the program, which only its own user can read, and not by an argument, which everybody can.
    private ContainerPrograms.End psql(ContainerFacts container, Address address, String sql) {
        return new ContainerPrograms(connection, container.id()).ask(SHORT,
                List.of("LOCKKEEPER_SQL=" + sql, "PGUSER=" + address.user(), "PGDATABASE=" + address.database(),
                        "PGAPPNAME=lockkeeper", "PGCONNECT_TIMEOUT=5"),
                "sh", "-c", "printf '%s' \"$LOCKKEEPER_SQL\" | psql -X -q -At -v ON_ERROR_STOP=1 -w");
    }

    private static String identifier(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
