package dev.lockkeeper.readiness;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Why the database cannot be reached or does not let us in.
public sealed interface ConnectionProblem extends Problem {

    /// Nobody listens there.
    record ConnectionRefused(Address address, String evidence) implements ConnectionProblem {}

    /// Nobody listens there, because the running container is published at another port.
    record PublishedElsewhere(Address address, int port) implements ConnectionProblem {}

    /// Nobody listens there, because the running container publishes no port at all.
    record PortNotPublished(Address address, String container) implements ConnectionProblem {}

    /// `tried` are the addresses that the name stands for, where it stands for several, and what happened at each.
    record ConnectionTimedOut(Address address, int seconds, List<String> tried) implements ConnectionProblem {

        public ConnectionTimedOut(Address address, int seconds) {
            this(address, seconds, List.of());
        }

        public ConnectionTimedOut {
            tried = List.copyOf(tried);
        }
    }

    /// Nobody told in time which address the name stands for; it may be right.
    record HostUnresolved(Address address, int seconds) implements ConnectionProblem {}

    /// SQLSTATE 57P02, or the connection broke and the server's log says why: the system ended one of the server's processes, so the server
    /// reset all sessions. `evidence` is the server's sentence.
    record ServerProcessKilled(Address address, String evidence) implements ConnectionProblem {}

    record HostUnknown(Address address) implements ConnectionProblem {}

    /// SQLSTATE 28P01. An expired password and a missing role look the same.
    record PasswordWrong(Address address, String evidence) implements ConnectionProblem {}

    /// SQLSTATE 28P01, and the server lets the same role in by its socket: the volume keeps another password than the environment file says.
    record PwVolumeMismatch(Address address, String volume, String evidence) implements ConnectionProblem {}

    /// SQLSTATE 28000: the server's rules do not let this user in from here.
    record LoginForbidden(Address address, String evidence) implements ConnectionProblem {}

    /// SQLSTATE 3D000. `existing` is what the server has instead, where it tells.
    record DatabaseMissing(Address address, List<String> existing) implements ConnectionProblem {}

    /// SQLSTATE 55000 at the door: the database takes no connections, because a restore was cut off while it was closed, or an
    /// administrator closed it.
    record DatabaseClosed(Address address, String evidence) implements ConnectionProblem {}

    record TlsRequired(Address address, String evidence) implements ConnectionProblem {}

    /// SQLSTATE 57P03: starting, recovering or shutting down.
    record ServerNotReady(Address address, String evidence) implements ConnectionProblem {}

    /// SQLSTATE 53300.
    record TooManyConnections(Address address, String evidence) implements ConnectionProblem {}

    /// Something answers there, but it is no PostgreSQL.
    record NotPostgres(Address address, String evidence) implements ConnectionProblem {}

    /// The connection broke in mid work.
    record ConnectionLost(Address address, String evidence) implements ConnectionProblem {}

    /// The server's clock tells another time than this machine's; it lets us in all the same. `restart` is the command that sets the clock of
    /// the virtual machine in which the container runs, where it runs in one.
    record ClockDrifted(Address address, Instant here, Instant server, Optional<String> restart) implements ConnectionProblem {}

    /// Another version of the library that orders text than the one the indexes were built with; it lets us in all the same.
    record CollationChanged(Address address, String library, String recorded, String actual) implements ConnectionProblem {}

    /// A pooler between us and the server gives each transaction another session: neither a lock nor a setting of ours would last.
    /// `evidence` has the sessions that one connection met.
    record TransactionPooler(Address address, String evidence) implements ConnectionProblem {}

    /// SQLSTATE 42501.
    record PrivilegeMissing(Address address, String evidence) implements ConnectionProblem {}

    /// The server ended the statement after its time limit (SQLSTATE 57014).
    record StatementTimedOut(Address address, String evidence) implements ConnectionProblem {}

    /// SQLSTATE 53100, and what a server says at the door that has no room left on its disk.
    record ServerDiskFull(Address address, String evidence) implements ConnectionProblem {}

    /// Any other refusal of the server, in its own words.
    record ServerRefused(Address address, String sqlState, String evidence) implements ConnectionProblem {}

    /// Who answers at the address is not the server in the container: `expected` names the cluster in it, `found` the one that answers.
    record AnotherServer(Address address, String container, String expected, String found) implements ConnectionProblem {}

    /// It answers and lets us in, and is still recovering, or follows another server: nothing can be written.
    record ServerRecovering(Address address) implements ConnectionProblem {}
}
