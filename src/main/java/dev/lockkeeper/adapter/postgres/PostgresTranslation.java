package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.readiness.ConnectionProblem.ServerDiskFull;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionLost;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionRefused;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionTimedOut;
import dev.lockkeeper.readiness.ConnectionProblem.DatabaseClosed;
import dev.lockkeeper.readiness.ConnectionProblem.DatabaseMissing;
import dev.lockkeeper.readiness.ConnectionProblem.HostUnknown;
import dev.lockkeeper.readiness.ConnectionProblem.HostUnresolved;
import dev.lockkeeper.readiness.ConnectionProblem.ServerProcessKilled;
import dev.lockkeeper.readiness.ConnectionProblem.LoginForbidden;
import dev.lockkeeper.readiness.ConnectionProblem.NotPostgres;
import dev.lockkeeper.readiness.ConnectionProblem.PasswordWrong;
import dev.lockkeeper.readiness.ConnectionProblem.PrivilegeMissing;
import dev.lockkeeper.readiness.ConnectionProblem.ServerNotReady;
import dev.lockkeeper.readiness.ConnectionProblem.ServerRefused;
import dev.lockkeeper.readiness.ConnectionProblem.StatementTimedOut;
import dev.lockkeeper.readiness.ConnectionProblem.TlsRequired;
import dev.lockkeeper.readiness.ConnectionProblem.TooManyConnections;

/// Reads from the server's code, or from the kind of the network's error, what went wrong.
final class PostgresTranslation {

    static final String DISK_FULL = "53100";

    private final Address address;
    private final Supplier<List<String>> databases;

    /// `databases` is asked only when ours is missing.
    PostgresTranslation(Address address, Supplier<List<String>> databases) {
        this.address = address;
        this.databases = databases;
    }

    /// The problem, as an exception that keeps its cause.
    ProblemException of(SQLException thrown) {
        return new ProblemException(problem(thrown), thrown);
    }

    Problem problem(SQLException thrown) {
        SQLException telling = telling(thrown);
        String state = Objects.requireNonNullElse(telling.getSQLState(), "");
        String evidence = evidence(telling);
        return switch (state) {
            case "28P01" -> new PasswordWrong(address, evidence);
            // Two causes share this code, and only the server's text tells them apart.
            case "28000" -> evidence.contains("no encryption") || evidence.contains("SSL off")
                    ? new TlsRequired(address, evidence)
                    : new LoginForbidden(address, evidence);
            case "3D000" -> new DatabaseMissing(address, databases.get());
            // Within a session this code is an ordinary refusal; at the door it is fatal.
            case "55000" -> fatal(telling) ? new DatabaseClosed(address, evidence) : new ServerRefused(address, state, evidence);
            case "57P03" -> new ServerNotReady(address, evidence);
            case "53300" -> new TooManyConnections(address, evidence);
            case DISK_FULL -> new ServerDiskFull(address, evidence);
            case "42501" -> new PrivilegeMissing(address, evidence);
            case "57014" -> new StatementTimedOut(address, evidence);
            case "25006" -> new OperationProblem.ReadOnlyServer(evidence);
            case "57P02" -> new ServerProcessKilled(address, evidence);
            case "57P01", "57P04", "57P05", "25P03" -> new ConnectionLost(address, evidence);
            case "08001" -> whileConnecting(telling, evidence);
            case "08P01" -> new NotPostgres(address, evidence);
            case "08004" -> new LoginForbidden(address, evidence);
            case "08003", "08006", "08000", "08007" -> lost(telling, evidence);
            // The pool gave up waiting for one of its own connections.
            case "" -> thrown instanceof java.sql.SQLTransientConnectionException
                    ? new ConnectionTimedOut(address, Limits.LOGIN)
                    : new ServerRefused(address, state, evidence);
            default -> withoutRoom(evidence)
                    ? new ServerDiskFull(address, evidence)
                    : new ServerRefused(address, state, evidence);
        };
    }

    /// At the door a full disk has no code of its own: the session cannot write what it keeps of the catalog.
    private static boolean withoutRoom(String evidence) {
        return evidence.contains("could not write init file") || evidence.contains("No space left on device");
    }

    private static boolean fatal(SQLException thrown) {
        return thrown instanceof PSQLException said && said.getServerErrorMessage() != null
                && "FATAL".equals(said.getServerErrorMessage().getSeverity());
    }

    private Problem whileConnecting(SQLException thrown, String evidence) {
        if (caused(thrown, ResolverSilentException.class).isPresent()) {
            return new HostUnresolved(address, Limits.RESOLVE);
        }
        Optional<UnansweredException> unanswered = caused(thrown, UnansweredException.class);
        if (unanswered.isPresent()) {
            return unanswered.get().silent()
                    ? new ConnectionTimedOut(address, Limits.CONNECT_EACH, unanswered.get().tried())
                    : new ConnectionRefused(address, String.valueOf(unanswered.get().getMessage()));
        }
        if (caused(thrown, UnknownHostException.class).isPresent()) {
            return new HostUnknown(address);
        }
        if (caused(thrown, SocketTimeoutException.class).isPresent() || thrown.getCause() == null) {
            // Without a cause it is the driver's own limit for the login.
            return new ConnectionTimedOut(address, Limits.LOGIN);
        }
        Optional<ConnectException> refused = caused(thrown, ConnectException.class);
        if (refused.isPresent()) {
            String text = String.valueOf(refused.get().getMessage());
            return text.contains("timed out")
                    ? new ConnectionTimedOut(address, Limits.CONNECT)
                    : new ConnectionRefused(address, text);
        }
        Optional<NoRouteToHostException> unreachable = caused(thrown, NoRouteToHostException.class);
        if (unreachable.isPresent()) {
            return new ConnectionRefused(address, String.valueOf(unreachable.get().getMessage()));
        }
        if (caused(thrown, SSLException.class).isPresent()) {
            return encrypting(thrown, evidence);
        }
        if (caused(thrown, EOFException.class).isPresent() || caused(thrown, SocketException.class).isPresent()) {
            // Docker's port forwarder listens before the server does, and hangs up on whoever comes too early.
            return new ServerNotReady(address, evidence);
        }
        return new NotPostgres(address, evidence);
    }

    private Problem lost(SQLException thrown, String evidence) {
        if (caused(thrown, SSLException.class).isPresent()) {
            return encrypting(thrown, evidence);
        }
        return caused(thrown, SocketTimeoutException.class).isPresent()
                ? new ConnectionTimedOut(address, Limits.SCREEN.socket())
                : new ConnectionLost(address, evidence);
    }

    // A secure shell greets with the letter that means "let us encrypt" here, and then talks no TLS.
    private Problem encrypting(SQLException thrown, String evidence) {
        return caused(thrown, SSLHandshakeException.class).isEmpty() || caused(thrown, EOFException.class).isPresent()
                ? new NotPostgres(address, evidence)
                : new TlsRequired(address, evidence);
    }

    /// The driver's exception within the pool's.
    private static SQLException telling(SQLException thrown) {
        return caused(thrown, PSQLException.class).map(SQLException.class::cast).orElse(thrown);
    }

    /// The server's own sentence without its detail, which may quote a row.
    static String evidence(SQLException thrown) {
        if (thrown instanceof PSQLException said && said.getServerErrorMessage() != null) {
            return Objects.requireNonNullElse(said.getServerErrorMessage().getMessage(), "");
        }
        String said = "";
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            // The deepest one that says something: an end of file, for one, has no words of its own.
            said = Objects.requireNonNullElse(cause.getMessage(), said);
        }
        return said.isBlank() ? thrown.getClass().getSimpleName() : said;
    }

    private static <T extends Throwable> Optional<T> caused(Throwable thrown, Class<T> kind) {
        @Nullable
        Throwable each = thrown;
        for (int depth = 0; each != null && depth < 20; depth++) {
            if (kind.isInstance(each)) {
                return Optional.of(kind.cast(each));
            }
            each = each.getCause();
        }
        return Optional.empty();
    }
}
