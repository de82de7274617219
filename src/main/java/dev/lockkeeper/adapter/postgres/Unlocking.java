package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.operation.ProblemException;

/// One unlock: the row if it is as it was seen, and the audit row, in one transaction or not at all.
final class Unlocking {

    /// What creating the same thing twice at the same moment ends in.
    private static final Set<String> TWICE = Set.of("23505", "42P06", "42P07", "42710", "42723");

    private final PostgresAccess access;
    private final Account account;
    private final Reason reason;
    private final String operator;

    Unlocking(PostgresAccess access, Account account, Reason reason, String operator) {
        this.access = access;
        this.account = account;
        this.reason = reason;
        this.operator = operator;
    }

    UnlockOutcome run() {
        return access.ask(connection -> {
            connection.setAutoCommit(false);
            try {
                return inTransaction(connection);
            } catch (SQLException e) {
                connection.rollback();
                if (!TWICE.contains(Objects.requireNonNullElse(e.getSQLState(), ""))) {
                    throw refused(e);
                }
            }
            try {
                return inTransaction(connection);
            } catch (SQLException e) {
                connection.rollback();
                throw refused(e);
            }
        });
    }

    private UnlockOutcome inTransaction(Connection connection) throws SQLException {
        try {
            UsersTable users = UsersTable.in(connection);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL search_path = pg_catalog, pg_temp");
            }
            Optional<Now> now = look(connection, users, true);
            if (now.isEmpty()) {
                if (look(connection, users, false).isPresent()) {
                    throw refused("42501", "The row can be read, and not changed.");
                }
                connection.rollback();
                return UnlockOutcome.GONE;
            }
            UnlockOutcome outcome = judge(now.get());
            if (outcome != UnlockOutcome.UNLOCKED) {
                connection.rollback();
                return outcome;
            }
            String after = clear(connection, users);
            PostgresAudit.write(connection,
                    new PostgresAudit.Entry(clean(operator), "unlock", account.id(), now.get().json(), after,
                            clean(reason.text())));
            connection.commit();
            return UnlockOutcome.UNLOCKED;
        } catch (ProblemException e) {
            connection.rollback();
            throw e;
        }
    }

    private UnlockOutcome judge(Now now) {
        if (!now.seen().locked() && now.seen().until().isEmpty() && now.seen().failedAttempts() == 0) {
            return UnlockOutcome.ALREADY;
        }
        return now.seen().equals(account.seen()) ? UnlockOutcome.UNLOCKED : UnlockOutcome.CHANGED;
    }

    /// The row as it is, for the comparison and for the audit.
    private record Now(Account.Seen seen, String json) {}

    private Optional<Now> look(Connection connection, UsersTable users, boolean toChange) throws SQLException {
        String sql = "SELECT coalesce(is_locked, false), locked_until::text, coalesce(failed_login_attempts, 0), " + json()
                + " FROM " + users.name() + " WHERE id = " + users.asId("?") + (toChange ? " FOR UPDATE" : "");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, account.id());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                Now now = new Now(new Account.Seen(row.getBoolean(1), Optional.ofNullable(row.getString(2)),
                        (int) Math.min(row.getLong(3), Integer.MAX_VALUE)), row.getString(4));
                if (row.next()) {
                    throw refused("21000", "More than one row has this id.");
                }
                return Optional.of(now);
            }
        }
    }

    private static String json() {
        return "jsonb_build_object('is_locked', is_locked, 'locked_until', locked_until::text, "
                + "'failed_login_attempts', failed_login_attempts, 'is_active', is_active)::text";
    }

    /// Clears the row and returns what it then is. Exactly one row must have been cleared, and really be clear.
    private String clear(Connection connection, UsersTable users) throws SQLException {
        String sql = "UPDATE " + users.name()
                + " SET is_locked = false, locked_until = NULL, failed_login_attempts = 0 WHERE id = "
                + users.asId("?") + " AND coalesce(is_locked, false) = ? AND locked_until::text IS NOT DISTINCT FROM ?"
                + " AND coalesce(failed_login_attempts, 0) = ? RETURNING " + json()
                + ", NOT is_locked AND locked_until IS NULL AND failed_login_attempts = 0";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, account.id());
            statement.setBoolean(2, account.seen().locked());
            statement.setString(3, account.seen().until().orElse(null));
            statement.setInt(4, account.seen().failedAttempts());
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    throw refused("02000", "The server changed no row.");
                }
                String after = row.getString(1);
                boolean clear = row.getBoolean(2);
                if (row.next()) {
                    throw refused("21000", "More than one row would have changed.");
                }
                if (!clear) {
                    throw refused("27000", "The server changed the values on the way in.");
                }
                return after;
            }
        }
    }

    private static String clean(String text) {
        return text.replace("\0", "");
    }

    /// A broken connection stays one; everything else is the server's refusal.
    private RuntimeException refused(SQLException e) {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (state.startsWith("08") || state.startsWith("57P") || state.startsWith("25")
                || state.equals(PostgresTranslation.DISK_FULL)) {
            return access.problem(e);
        }
        return new ProblemException(
                new AccountsProblem.UnlockRefused(account.username(), state, PostgresTranslation.evidence(e)), e);
    }

    private ProblemException refused(String state, String evidence) {
        return new ProblemException(new AccountsProblem.UnlockRefused(account.username(), state, evidence));
    }
}
