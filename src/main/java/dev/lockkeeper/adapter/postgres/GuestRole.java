package dev.lockkeeper.adapter.postgres;

import static dev.lockkeeper.adapter.postgres.LiveDatabase.literal;
import static dev.lockkeeper.adapter.postgres.LiveDatabase.quoted;

import dev.lockkeeper.backup.Archive;
import dev.lockkeeper.backup.ArchiveTool.Restorer;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Source;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Who restores a file. What nobody vouches for may hold anything, also what only a superuser may do: where the environment's role is one, the
/// file is restored by a role made for it that may do nothing else, and what it made is handed over afterwards.
final class GuestRole {

    private static final String PREFIX = "lockkeeper_guest_";

    private final Connection holding;
    private final Restorer restorer;

    private GuestRole(Connection holding, Restorer restorer) {
        this.holding = holding;
        this.restorer = restorer;
    }

    static GuestRole of(Connection holding, Archive archive, Environment environment, OperationId operation, Journal journal)
            throws SQLException {
        if (archive.vouched() || !superuser(holding)) {
            return new GuestRole(holding, Restorer.of(environment));
        }
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Secret password = new Secret(HexFormat.of().formatHex(random));
        String name = PREFIX + operation;
        try (Statement statement = holding.createStatement()) {
            statement.execute("CREATE ROLE " + quoted(name)
                    + " LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD "
                    + literal(password.reveal()));
        }
        journal.info(Source.KEEPER, "no manifest vouches for the file: it is restored by a role without superuser rights");
        return new GuestRole(holding, new Restorer(name, password, false));
    }

    private static boolean superuser(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user")) {
            return row.next() && row.getBoolean(1);
        }
    }

    Restorer restorer() {
        return restorer;
    }

    /// Gives it the database that it is to fill.
    void moveInto(String database) throws SQLException {
        if (!restorer.own()) {
            try (Statement statement = holding.createStatement()) {
                statement.execute("ALTER DATABASE " + quoted(database) + " OWNER TO " + quoted(restorer.user()));
            }
        }
    }

    /// Gives what it made to the environment's role, and takes its leave. `inside` is a connection to the database that it filled.
    void handOver(Connection inside) throws SQLException {
        if (!restorer.own()) {
            try (Statement statement = inside.createStatement()) {
                statement.execute("REASSIGN OWNED BY " + quoted(restorer.user()) + " TO CURRENT_USER");
                statement.execute("DROP OWNED BY " + quoted(restorer.user()));
            }
            leave();
        }
    }

    void leave() throws SQLException {
        if (!restorer.own()) {
            try (Statement statement = holding.createStatement()) {
                statement.execute("DROP ROLE IF EXISTS " + quoted(restorer.user()));
            }
        }
    }

    /// Removes roles whose console died.
    static void sweep(Connection holding) throws SQLException {
        List<String> left = new ArrayList<>();
        try (Statement statement = holding.createStatement(); ResultSet rows = statement.executeQuery("""
            SELECT r.rolname FROM pg_catalog.pg_roles r
            WHERE  r.rolname LIKE 'lockkeeper\\_guest\\_%'
            AND    NOT EXISTS (SELECT FROM pg_catalog.pg_shdepend d WHERE d.refobjid = r.oid)
            AND    NOT EXISTS (SELECT FROM pg_catalog.pg_stat_activity a
                               WHERE a.application_name LIKE 'lockkeeper-' || pg_catalog.right(r.rolname, 8) || '%')""")) {
            while (rows.next()) {
                left.add(rows.getString(1));
            }
        }
        try (Statement statement = holding.createStatement()) {
            for (String name : left) {
                statement.execute("DROP ROLE IF EXISTS " + quoted(name));
            }
        }
    }
}
