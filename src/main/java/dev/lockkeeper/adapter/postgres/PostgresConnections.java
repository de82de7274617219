package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

import org.postgresql.PGProperty;
import org.postgresql.util.HostSpec;

import dev.lockkeeper.backup.ArchiveTool.Restorer;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.ProblemException;

/// Opens connections of our own to one database, each set up the same way.
final class PostgresConnections {

    /// PostgreSQL keeps as many bytes of an application's name.
    private static final int NAME_BYTES = 63;

    private final Environment environment;
    private final PostgresTranslation translation;

    PostgresConnections(Environment environment) {
        this.environment = environment;
        this.translation = new PostgresTranslation(environment.address(), this::databases);
    }

    Address address() {
        return environment.address();
    }

    PostgresTranslation translation() {
        return translation;
    }

    /// A fresh connection, in UTC. The caller closes it. Throws the connection's problem.
    Connection open(String applicationName, Limits limits) {
        try {
            return openHere(applicationName, limits);
        } catch (SQLException e) {
            throw translation.of(e);
        }
    }

    Connection openHere(String applicationName, Limits limits) throws SQLException {
        return openPlainly(environment.address().database(), applicationName, limits);
    }

    /// To another database of the same server, by name.
    Connection to(String database, String applicationName, Limits limits) throws SQLException {
        return openPlainly(database, applicationName, limits);
    }

    /// The same as another role.
    Connection as(Restorer role, String database, String applicationName, Limits limits) throws SQLException {
        HostSpec server = new HostSpec(environment.address().host(), environment.address().port());
        Connection connection = BoundedLogin.to(server, properties(role, database, applicationName, limits));
        try {
            prepare(connection, limits);
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /// To a database of the same server that is not this one. Throws the connection's problem.
    Connection elsewhere(String applicationName, Limits limits) {
        SQLException first = null;
        for (String other : List.of("postgres", "template1")) {
            try {
                return openPlainly(other, applicationName, limits);
            } catch (SQLException e) {
                first = first == null ? e : first;
            }
        }
        throw translation.of(java.util.Objects.requireNonNull(first));
    }

    private Connection openPlainly(String database, String applicationName, Limits limits) throws SQLException {
        return as(Restorer.of(environment), database, applicationName, limits);
    }

    private static Properties properties(Restorer role, String database, String applicationName, Limits limits) {
        Properties properties = new Properties();
        PGProperty.USER.set(properties, role.user());
        PGProperty.PASSWORD.set(properties, role.password().reveal());
        PGProperty.PG_DBNAME.set(properties, database);
        PGProperty.APPLICATION_NAME.set(properties, cut(applicationName));
        PGProperty.CONNECT_TIMEOUT.set(properties, Limits.CONNECT);
        PGProperty.SOCKET_TIMEOUT.set(properties, limits.socket());
        PGProperty.CANCEL_SIGNAL_TIMEOUT.set(properties, 2);
        PGProperty.TCP_KEEP_ALIVE.set(properties, true);
        // A refused row would be quoted whole in the error's detail, the password's hash too.
        PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
        return properties;
    }

    private static void prepare(Connection connection, Limits limits) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // The driver sets the session to the zone of this machine, whatever the options say.
            statement.execute("SET TIME ZONE 'UTC'; SET lock_timeout = '" + limits.lock() + "s'; SET statement_timeout = '"
                    + limits.statement() + "s'; SET idle_in_transaction_session_timeout = '"
                    + (limits.statement() == 0 ? 0 : 15) + "s';"
                    // Lets the server notice that we are gone in the middle of a statement. Servers on Windows and old ones refuse it.
                    + """
                        DO $do$ BEGIN
                            PERFORM pg_catalog.set_config('client_connection_check_interval', '2s', false);
                        EXCEPTION WHEN OTHERS THEN NULL;
                        END $do$""");
        }
    }

    /// What the server has instead of a missing database, as far as it tells.
    private List<String> databases() {
        for (String other : List.of("postgres", "template1")) {
            try (Connection connection = openPlainly(other, "lockkeeper", Limits.SCREEN);
                    Statement statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "SELECT datname FROM pg_catalog.pg_database WHERE NOT datistemplate ORDER BY datname LIMIT 100")) {
                List<String> names = new ArrayList<>();
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
                return names;
            } catch (SQLException _) {
                // the next one may let us in
            }
        }
        return List.of();
    }

    static String cut(String name) {
        StringBuilder kept = new StringBuilder();
        int bytes = 0;
        for (int point : name.codePoints().toArray()) {
            String letter = Character.toString(point);
            bytes += letter.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            if (bytes > NAME_BYTES) {
                break;
            }
            kept.append(letter);
        }
        return kept.toString();
    }

    static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException _) {
            // it is gone either way
        }
    }

    ProblemException problem(SQLException e) {
        return translation.of(e);
    }
}
