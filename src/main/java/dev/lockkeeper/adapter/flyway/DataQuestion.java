package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.schema.DataCheck;
import dev.lockkeeper.schema.DataFinding;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;

/// Puts a question to the live data: read-only, and for a few seconds at most.
final class DataQuestion {

    /// It took too long, waited too long, is not allowed, or would write.
    private static final Set<String> UNANSWERED = Set.of("57014", "55P03", "42501", "25006");

    private DataQuestion() {}

    /// Empty where nothing is in the way, or where what is asked for is not there yet.
    static Optional<DataFinding> ask(Connection connection, DataCheck check) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '5s'; SET LOCAL lock_timeout = '1s'");
            try (ResultSet counted = statement.executeQuery(check.sql())) {
                counted.next();
                long values = counted.getLong(1);
                return values == 0
                        ? Optional.empty()
                        : Optional.of(new DataFinding(check, values, counted.getLong(2), Optional.empty()));
            }
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (UNANSWERED.contains(state) || state.startsWith("22")) {
                return Optional.of(new DataFinding(check, 0, 0, Optional.of(Refusals.words(e))));
            }
            // a table or column that an earlier pending revision brings
            if (state.startsWith("42")) {
                return Optional.empty();
            }
            throw e;
        } finally {
            connection.rollback();
            connection.setAutoCommit(true);
        }
    }
}
