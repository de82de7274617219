package dev.lockkeeper.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.postgresql.ds.PGSimpleDataSource;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/// A real PostgreSQL 15, one for all tests of this JVM, on a free port. Each test takes a fresh database of it.
///
/// The databases belong to the role `llm_app`, which needs its password and is no superuser; [#admin()] is.
public final class RealPostgres {

    public static final String USER = "llm_app";
    public static final String PASSWORD = "pa$$ w'rd-시험";

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private RealPostgres() {}

    private static final class Server {

        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                // fsync is off by the library's own default: nothing here outlives the JVM.
                EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "100")
                        .setServerConfig("max_prepared_transactions", "5")
                        .setServerConfig("full_page_writes", "off")
                        .setServerConfig("lc_messages", "C")
                        .setDataDirectoryCustomizer(folder -> askForPasswords(folder.toPath()))
                        .start();
                PGSimpleDataSource admin = source(server.getPort(), "postgres", "postgres", "");
                try (Connection connection = admin.getConnection(); Statement statement = connection.createStatement()) {
                    statement.execute("CREATE ROLE " + USER + " LOGIN CREATEDB PASSWORD '" + PASSWORD.replace("'", "''") + "'");
                }
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static void askForPasswords(Path folder) {
            try {
                Files.writeString(folder.resolve("pg_hba.conf"), """
                    local all postgres trust
                    host all postgres 127.0.0.1/32 trust
                    host all postgres ::1/128 trust
                    host all all 127.0.0.1/32 scram-sha-256
                    host all all ::1/128 scram-sha-256
                    """);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /// An empty database of its own.
    public static Database fresh() {
        return fresh("lk_" + ProcessHandle.current().pid() + "_" + NUMBER.incrementAndGet());
    }

    /// An empty database of this name, which may hold any letter.
    public static Database fresh(String name) {
        Database database = new Database(Server.RUNNING.getPort(), name);
        execute(admin(), "CREATE DATABASE " + quoted(name) + " OWNER " + USER);
        return database;
    }

    /// The superuser, in the database `postgres`.
    public static DataSource admin() {
        return source(Server.RUNNING.getPort(), "postgres", "postgres", "");
    }

    /// The databases of the server whose name is like this pattern.
    public static List<String> databases(String like) {
        try (Connection connection = admin().getConnection();
                java.sql.PreparedStatement question = connection
                        .prepareStatement("SELECT datname FROM pg_database WHERE datname LIKE ?")) {
            question.setString(1, like);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = question.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public static void drop(String name) {
        execute(admin(), "DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
    }

    public static int port() {
        return Server.RUNNING.getPort();
    }

    /// One database. Closing drops it, also when somebody is still in it.
    public static final class Database implements AutoCloseable {

        private final int port;
        private final String name;

        private Database(int port, String name) {
            this.port = port;
            this.name = name;
        }

        public String name() {
            return name;
        }

        public Address address() {
            return new Address("127.0.0.1", port, name, USER);
        }

        public Environment environment() {
            return new Environment("default", Care.LOCAL, address(), new Secret(PASSWORD), Optional.empty());
        }

        /// Its owner's way in.
        public DataSource source() {
            return RealPostgres.source(port, name, USER, PASSWORD);
        }

        /// The superuser's way in.
        public DataSource adminSource() {
            return RealPostgres.source(port, name, "postgres", "");
        }

        /// Runs SQL as the owner: one statement or several.
        public Database run(String sql) {
            execute(source(), sql);
            return this;
        }

        /// Runs SQL as the superuser.
        public Database runAsAdmin(String sql) {
            execute(adminSource(), sql);
            return this;
        }

        /// Runs a script of the class path, such as `/db/practice/sample_accounts.sql`.
        public Database script(String resource) {
            try (InputStream bytes = Objects.requireNonNull(RealPostgres.class.getResourceAsStream(resource), resource)) {
                return run(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Runs the application's scripts up to this revision (1 to 4), as somebody would by hand: no ledger is written.
        public Database schema(int revision) {
            List.of("V001__create_users_and_sessions", "V002__create_conversations_and_documents", "V003__add_metrics_tables",
                    "V004__add_user_lockout_fields").subList(0, revision)
                    .forEach(name -> script("/db/migration/" + name + ".sql"));
            return this;
        }

        /// The first column of each row, as the server writes it; null is the text `null`.
        public List<String> ask(String sql) {
            try (Connection connection = source().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                List<String> answer = new ArrayList<>();
                while (rows.next()) {
                    answer.add(String.valueOf(rows.getString(1)));
                }
                return answer;
            } catch (SQLException e) {
                throw new IllegalStateException(sql, e);
            }
        }

        @Override
        public void close() {
            execute(admin(), "DROP DATABASE IF EXISTS " + quoted(name) + " WITH (FORCE)");
        }
    }

    private static PGSimpleDataSource source(int port, String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[]{"127.0.0.1"});
        source.setPortNumbers(new int[]{port});
        source.setDatabaseName(database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    private static void execute(DataSource source, String sql) {
        try (Connection connection = source.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }
}
