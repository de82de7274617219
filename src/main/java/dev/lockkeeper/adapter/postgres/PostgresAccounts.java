package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.AccountList;
import dev.lockkeeper.accounts.Accounts;
import dev.lockkeeper.accounts.AccountsFilter;
import dev.lockkeeper.accounts.AccountsFilter.View;
import dev.lockkeeper.accounts.Lockout;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.accounts.UnlockOutcome;

/// The accounts in the table `users`. The server judges their state by its own clock; the password's hash is in no statement here.
public final class PostgresAccounts implements Accounts {

    /// From here on only the server's own functions are meant, whatever stands in the schemas of the application.
    private static final String OWN_NAMES = "SET LOCAL search_path = pg_catalog, pg_temp";

    private final PostgresAccess access;

    public PostgresAccounts(PostgresAccess access) {
        this.access = access;
    }

    @Override
    public AccountList list(AccountsFilter filter, Optional<String> after, int limit) {
        return access.ask(connection -> inOneLook(connection, users -> page(connection, users, filter, after, limit)));
    }

    private static AccountList page(Connection connection, UsersTable users, AccountsFilter filter, Optional<String> after,
            int limit) throws SQLException {
        String search = filter.search().replace("\0", "").strip();
        String matching = search.isEmpty()
                ? "true"
                : "(strpos(" + users.folded("username") + ", " + users.folded("?") + ") > 0 OR strpos("
                        + users.folded("coalesce(email, '')") + ", " + users.folded("?") + ") > 0)";
        Optional<Cursor> cursor = after.map(Cursor::of);
        String sql = """
            %s;
            SELECT floor(extract(epoch FROM now()) * 1000)::bigint, count(*), count(*) FILTER (WHERE rank = 1),
                   count(*) FILTER (WHERE rank = 2), count(*) FILTER (WHERE rank = 3), count(*) FILTER (WHERE failed > 0)
            FROM   %s WHERE %s;
            SELECT %s FROM %s
            WHERE  %s AND %s AND %s
            ORDER  BY rank, username COLLATE "C", key COLLATE "C" LIMIT ?""".formatted(OWN_NAMES, users.judged(), matching,
                users.columns(), users.judged(), matching, viewed(filter.view()), cursor.isPresent()
                        ? "(rank, username COLLATE \"C\", key COLLATE \"C\") > (?, ? COLLATE \"C\", ? COLLATE \"C\")"
                        : "true");
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            int at = 1;
            for (int i = 0; i < (search.isEmpty() ? 0 : 4); i++) {
                statement.setString(at++, search);
            }
            if (cursor.isPresent()) {
                statement.setInt(at++, cursor.get().rank());
                statement.setString(at++, cursor.get().username());
                statement.setString(at++, cursor.get().key());
            }
            statement.setInt(at, limit + 1);
            statement.execute();
            statement.getMoreResults();
            Instant serverTime;
            Map<View, Long> counts = new EnumMap<>(View.class);
            try (ResultSet row = statement.getResultSet()) {
                row.next();
                serverTime = Instant.ofEpochMilli(row.getLong(1));
                int column = 2;
                for (View view : List.of(View.ALL, View.LOCKED, View.EXPIRED, View.INACTIVE, View.FAILING)) {
                    counts.put(view, row.getLong(column++));
                }
            }
            statement.getMoreResults();
            List<Account> rows = new ArrayList<>();
            Optional<String> next = Optional.empty();
            Optional<String> last = Optional.empty();
            try (ResultSet row = statement.getResultSet()) {
                while (row.next()) {
                    if (rows.size() == limit) {
                        next = last;
                        break;
                    }
                    rows.add(account(row));
                    last = Optional.of(new Cursor(row.getInt(4), row.getString(2), row.getString(1)).toString());
                }
            }
            return new AccountList(rows, counts, serverTime, next, users.naive());
        }
    }

    private static String viewed(View view) {
        return switch (view) {
            case ALL -> "true";
            case LOCKED -> "rank = 1";
            case EXPIRED -> "rank = 2";
            case INACTIVE -> "rank = 3";
            case FAILING -> "failed > 0";
        };
    }

    @Override
    public Optional<Account> find(String username) {
        return access.ask(connection -> inOneLook(connection, users -> {
            Optional<Account> exact = one(connection, users, "username = ?", username);
            // Typed on another system, the same letters may be composed in another way.
            return exact.isPresent() || !users.normalizes()
                    ? exact
                    : one(connection, users, "normalize(username, NFC) = normalize(?, NFC)", username);
        }));
    }

    private static Optional<Account> one(Connection connection, UsersTable users, String condition, String username)
            throws SQLException {
        String sql = OWN_NAMES + "; SELECT " + users.columns() + " FROM " + users.judged() + " WHERE " + condition
                + " ORDER BY rank, key COLLATE \"C\" LIMIT 1";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, username.replace("\0", "\ufffd"));
            statement.execute();
            statement.getMoreResults();
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? Optional.of(account(row)) : Optional.empty();
            }
        }
    }

    private static Account account(ResultSet row) throws SQLException {
        int rank = row.getInt(4);
        Optional<Duration> left = number(row, 10).map(Duration::ofSeconds);
        Lockout lockout = switch (rank) {
            case 1 -> new Lockout.Locked(left);
            case 2 -> new Lockout.LockExpired();
            case 3 -> new Lockout.Inactive();
            default -> new Lockout.Active();
        };
        int failed = (int) Math.min(row.getLong(8), Integer.MAX_VALUE);
        return new Account(row.getString(1), String.valueOf(row.getString(2)), Optional.ofNullable(row.getString(3)), lockout,
                row.getBoolean(5), failed, number(row, 9).map(Instant::ofEpochMilli), number(row, 11).map(Instant::ofEpochMilli),
                row.getBoolean(12),
                new Account.Seen(row.getBoolean(6), Optional.ofNullable(row.getString(7)), failed));
    }

    private static Optional<Long> number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    @Override
    public UnlockOutcome unlock(Account account, Reason reason, String operator) {
        return new Unlocking(access, account, reason, operator).run();
    }

    private interface Look<A> {
        A at(UsersTable users) throws SQLException;
    }

    /// All statements of one answer see the same moment.
    private static <A> A inOneLook(Connection connection, Look<A> look) throws SQLException {
        connection.setAutoCommit(false);
        try {
            return look.at(UsersTable.in(connection, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY; "));
        } finally {
            if (!connection.isClosed()) {
                connection.rollback();
            }
        }
    }

    /// Where a list goes on. Opaque to everybody else.
    private record Cursor(int rank, String username, String key) {

        static Cursor of(String text) {
            String[] parts = text.split("\0", 3);
            return new Cursor(Integer.parseInt(parts[0]), parts[1], parts[2]);
        }

        // The server keeps no zero bytes in its texts, so this separates safely.
        @Override
        public String toString() {
            return rank + "\0" + username + "\0" + key;
        }
    }
}
