package dev.lockkeeper.advice;

import dev.lockkeeper.readiness.ConnectionProblem.ServerDiskFull;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.Remedy.Verb;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.readiness.RebuildIndexes;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.readiness.ConnectionProblem.AnotherServer;
import dev.lockkeeper.readiness.ConnectionProblem.ClockDrifted;
import dev.lockkeeper.readiness.ConnectionProblem.CollationChanged;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionLost;
import dev.lockkeeper.readiness.ConnectionProblem.ServerRecovering;
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
import dev.lockkeeper.readiness.ConnectionProblem.PwVolumeMismatch;
import dev.lockkeeper.readiness.ConnectionProblem.PortNotPublished;
import dev.lockkeeper.readiness.ConnectionProblem.PrivilegeMissing;
import dev.lockkeeper.readiness.ConnectionProblem.PublishedElsewhere;
import dev.lockkeeper.readiness.ConnectionProblem.ServerNotReady;
import dev.lockkeeper.readiness.ConnectionProblem.ServerRefused;
import dev.lockkeeper.readiness.ConnectionProblem.TransactionPooler;
import dev.lockkeeper.readiness.ConnectionProblem.StatementTimedOut;
import dev.lockkeeper.readiness.ConnectionProblem.TlsRequired;
import dev.lockkeeper.readiness.ConnectionProblem.TooManyConnections;

/// Words and ways out for every reason why the database cannot be reached.
final class ConnectionAdvice {

    private static final Remedy AGAIN = Remedy.of(Verb.CHECK_AGAIN);
    private static final Remedy FILE = Remedy.of(Verb.OPEN_ENVIRONMENT_FILE);
    private static final Remedy LOG = Remedy.of(Verb.SHOW_LOG);

    private ConnectionAdvice() {}

    /// A wrong password gets no remedy that tries it again: servers may lock the login.
    static Advice on(ConnectionProblem problem) {
        return switch (problem) {
            case ConnectionRefused(var address, var evidence) -> address.loopback()
                    ? told(problem, address, evidence).offering(ContainerAdvice.BRING_UP, AGAIN, FILE, LOG)
                    : told(problem, address, evidence).offering(AGAIN, FILE, LOG);
            case PublishedElsewhere(var address, int port) -> Advice
                    .on(problem, address.host(), address.port(), String.valueOf(port)).showing(List.of(address.toString()))
                    .offering(Remedy.of(Verb.USE_PUBLISHED_PORT, String.valueOf(port)).running("lockkeeper env --published-port"),
                            ContainerAdvice.BRING_UP, FILE);
            case PortNotPublished(var address, var container) -> Advice
                    .on(problem, address.host(), address.port(), container).showing(List.of(address.toString()))
                    .offering(ContainerAdvice.RECREATE, AGAIN, FILE);
            case ConnectionTimedOut(var address, int seconds, var tried) -> Advice
                    .on(problem, address.host(), address.port(), seconds)
                    .showing(tried.isEmpty() ? List.of(address.toString()) : tried).offering(AGAIN, FILE);
            case HostUnresolved(var address, int seconds) -> Advice.on(problem, address.host(), seconds)
                    .showing(List.of(address.host())).offering(AGAIN, FILE);
            case ServerProcessKilled(var address, var evidence) -> told(problem, address, evidence).offering(AGAIN, LOG);
            case HostUnknown(var address) -> told(problem, address, address.host()).offering(FILE, AGAIN);
            case PasswordWrong(var address, var evidence) -> told(problem, address, evidence)
                    .offering(FILE, Remedy.of(Verb.SET_PASSWORD).running("lockkeeper env --set-password"));
            case PwVolumeMismatch(var address, var volume, var evidence) -> Advice
                    .on(problem, address.host(), address.port(), address.user(), address.database(), volume)
                    .showing(List.of(evidence))
                    .offering(Remedy.of(Verb.SET_PASSWORD).running("lockkeeper env --set-password"), FILE, LOG);
            case LoginForbidden(var address, var evidence) -> told(problem, address, evidence).offering(FILE, AGAIN);
            case DatabaseMissing(var address, var existing) -> Advice
                    .on(problem, address.host(), address.port(), address.user(), address.database())
                    .showing(existing).offering(FILE, AGAIN);
            case DatabaseClosed(var address, var evidence) -> told(problem, address, evidence)
                    .offering(Remedy.of(Verb.REOPEN).running("lockkeeper restore --reopen"),
                            Remedy.of(Verb.FINISH_RESTORE).running("lockkeeper restore --finish"), AGAIN);
            case TlsRequired(var address, var evidence) -> told(problem, address, evidence).offering(AGAIN, FILE);
            case ServerNotReady(var address, var evidence) -> told(problem, address, evidence).offering(AGAIN, LOG);
            case TooManyConnections(var address, var evidence) -> told(problem, address, evidence).offering(AGAIN);
            case NotPostgres(var address, var evidence) -> told(problem, address, evidence).offering(FILE, AGAIN);
            case ConnectionLost(var address, var evidence) -> told(problem, address, evidence).offering(AGAIN, LOG);
            case ClockDrifted(var address, var here, var server, var restart) ->
                drifted(problem, address, new Apart(here, server),
                        restart);
            case CollationChanged(var address, var library, var recorded, var actual) -> Advice
                    .on(problem, address.host(), address.port(), address.user(), address.database(), library, recorded, actual)
                    .showing(Stream.concat(Stream.of(address + ": " + library + " " + recorded + " → " + actual),
                            RebuildIndexes.statements(address).stream()).toList())
                    .offering(Remedy.of(Verb.REBUILD_INDEXES).running("lockkeeper env --rebuild-indexes"), AGAIN);
            case TransactionPooler(var address, var evidence) -> told(problem, address, evidence).offering(FILE, AGAIN);
            case PrivilegeMissing(var address, var evidence) -> told(problem, address, evidence).offering(FILE, AGAIN);
            case StatementTimedOut(var address, var evidence) -> told(problem, address, evidence)
                    .offering(Remedy.of(Verb.TRY_AGAIN));
            case AnotherServer(var address, var container, var expected, var found) -> Advice
                    .on(problem, address.host(), address.port(), container)
                    .showing(List.of(container + ": " + expected, address + ": " + found)).offering(FILE, AGAIN);
            case ServerRecovering(var address) -> told(problem, address, "pg_is_in_recovery() = true").offering(AGAIN, LOG);
            case ServerDiskFull(var address, var evidence) -> told(problem, address, evidence)
                    .offering(ContainerAdvice.PRUNE_IMAGES, Remedy.of(Verb.TRY_AGAIN));
            case ServerRefused(var address, var state, var evidence) -> Advice.on(problem, address.host(), address.port(), state)
                    .showing(List.of(state + " " + evidence)).offering(Remedy.of(Verb.TRY_AGAIN), Remedy.of(Verb.COPY_REPORT));
        };
    }

    /// Two clocks at one moment.
    private record Apart(Instant here, Instant server) {

        private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx", Locale.ROOT);

        boolean ahead() {
            return server.isAfter(here);
        }

        String by() {
            Duration by = Duration.between(here, server).abs();
            return "%d:%02d:%02d".formatted(by.toHours(), by.toMinutesPart(), by.toSecondsPart());
        }
    }

    /// Docker Desktop's own virtual machine is started anew; whose clock another server has, nobody here knows.
    private static Advice drifted(ConnectionProblem problem, Address address, Apart clocks, Optional<String> restart) {
        DateTimeFormatter time = Apart.TIME.withZone(ZoneId.systemDefault());
        String here = time.format(clocks.here);
        String server = time.format(clocks.server);
        Advice said = Advice.on(problem, clocks.by(), clocks.ahead() ? 1 : 0, here, server);
        List<Remedy> ways = new ArrayList<>(List.of(AGAIN));
        restart.ifPresent(
                command -> ways.addFirst(new Remedy(Verb.COPY_COMMAND, Message.of("remedy.copy-command.clock"), command)));
        return new Advice(said.code(), said.headline(),
                restart.isPresent() ? said.explanation() : Message.of("clock.elsewhere.explanation", clocks.by(), here, server),
                List.of(ZoneId.systemDefault() + " " + here, address + " " + server,
                        (clocks.ahead() ? "+" : "−") + clocks.by()),
                ways);
    }

    /// Words may use {0} host, {1} port, {2} user, {3} database.
    private static Advice told(ConnectionProblem problem, Address address, String evidence) {
        return Advice.on(problem, address.host(), address.port(), address.user(), address.database()).showing(List.of(evidence));
    }
}
