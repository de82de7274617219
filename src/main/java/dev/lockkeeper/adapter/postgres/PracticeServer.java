package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.environment.Secret;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/// The practice server as its superuser sees it: whether it is the one we mean, and the role and database that practising needs.
public final class PracticeServer {

    /// How it answered a login.
    public enum Answer {
        READY, NOT_YET, WRONG_PASSWORD
    }

    private final int port;
    private final String superuser;
    private final Secret password;

    public PracticeServer(int port, String superuser, Secret password) {
        this.port = port;
        this.superuser = superuser;
        this.password = password;
    }

    /// The folder of the server that answers there, if it lets us in.
    public Optional<Path> dataFolder() {
        try (Connection connection = connect();
                Statement ask = connection.createStatement();
                ResultSet answer = ask.executeQuery("SHOW data_directory")) {
            return answer.next() ? Optional.of(Path.of(answer.getString(1))) : Optional.empty();
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /// As the server says it: `15.19`; `?` where it does not tell.
    public String version() {
        try (Connection connection = connect();
                Statement ask = connection.createStatement();
                ResultSet answer = ask.executeQuery("SHOW server_version")) {
            return answer.next() ? answer.getString(1) : "?";
        } catch (SQLException e) {
            return "?";
        }
    }

    /// Whether anybody besides us is connected. `true` where the server does not tell.
    public boolean inUse() {
        try (Connection connection = connect();
                Statement ask = connection.createStatement();
                ResultSet answer = ask.executeQuery("SELECT count(*) FROM pg_catalog.pg_stat_activity"
                        + " WHERE backend_type = 'client backend' AND pid <> pg_catalog.pg_backend_pid()")) {
            return !answer.next() || answer.getLong(1) > 0;
        } catch (SQLException e) {
            return true;
        }
    }

    /// Makes the role and its database where they are missing.
    public Answer prepare(String owner, Secret ownerPassword, String database) {
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            if (!exists(statement, "pg_roles WHERE rolname = '" + owner + "'")) {
                statement.execute("CREATE ROLE " + owner + " LOGIN CREATEDB PASSWORD '" + ownerPassword.reveal() + "'");
            }
            if (!exists(statement, "pg_roles WHERE rolcreatedb AND rolname = '" + owner + "'")) {
                // of an earlier version: backups are restored beside the database
                statement.execute("ALTER ROLE " + owner + " CREATEDB");
            }
            if (!exists(statement, "pg_database WHERE datname = '" + database + "'")) {
                statement.execute("CREATE DATABASE " + database + " OWNER " + owner);
            }
            return Answer.READY;
        } catch (SQLException e) {
            return "28P01".equals(e.getSQLState()) ? Answer.WRONG_PASSWORD : Answer.NOT_YET;
        }
    }

    private static boolean exists(Statement statement, String what) throws SQLException {
        try (ResultSet answer = statement.executeQuery("SELECT FROM pg_catalog." + what)) {
            return answer.next();
        }
    }

    private Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", superuser);
        login.setProperty("password", password.reveal());
        login.setProperty("ApplicationName", "lockkeeper");
        login.setProperty("connectTimeout", "5");
        login.setProperty("loginTimeout", "5");
        login.setProperty("socketTimeout", "30");
        login.setProperty("sslmode", "disable");
        login.setProperty("gssEncMode", "disable");
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", login);
    }
}
