package dev.lockkeeper.adapter.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a database is beyond its content, and what a dump does not hold: owner, encoding, sorting, settings, grants, comment.
/// Read and given on a connection to another database of the server.
record LiveDatabase(String name, JsonNode facts, List<String> settings, List<Grant> grants, boolean grantsDefault,
        Optional<String> comment) {

    /// Settings whose value is a list of names, which PostgreSQL keeps as it must be written.
    private static final Set<String> LISTS = Set.of("search_path", "temp_tablespaces", "local_preload_libraries",
            "session_preload_libraries");

    private static final ObjectMapper JSON = new ObjectMapper();

    /// `grantee` is quoted, or `PUBLIC`.
    record Grant(String grantee, String privilege, boolean grantable) {}

    /// One that is to be made where none of that name is left: as the server makes databases, owned by the role that asks.
    static LiveDatabase lost(Connection elsewhere, String name, String owner) throws SQLException {
        LiveDatabase model = read(elsewhere, "template1").orElseThrow();
        ObjectNode facts = ((ObjectNode) model.facts).deepCopy();
        facts.put("owner", owner);
        facts.put("datconnlimit", -1);
        return new LiveDatabase(name, facts, List.of(), List.of(), true, Optional.empty());
    }

    static Optional<LiveDatabase> read(Connection elsewhere, String name) throws SQLException {
        JsonNode facts;
        Optional<String> comment;
        try (PreparedStatement asking = elsewhere.prepareStatement("""
            SELECT pg_catalog.to_jsonb(d) || pg_catalog.jsonb_build_object('owner', pg_catalog.pg_get_userbyid(d.datdba),
                       'encoding_name', pg_catalog.pg_encoding_to_char(d.encoding), 'tablespace',
                       (SELECT spcname FROM pg_catalog.pg_tablespace t WHERE t.oid = d.dattablespace)),
                   pg_catalog.shobj_description(d.oid, 'pg_database')
            FROM   pg_catalog.pg_database d WHERE d.datname = ?""")) {
            asking.setString(1, name);
            try (ResultSet row = asking.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                facts = JSON.readTree(row.getString(1));
                comment = Optional.ofNullable(row.getString(2));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e); // the server writes JSON
            }
        }
        List<Grant> grants = new ArrayList<>();
        boolean grantsDefault = facts.path("datacl").isNull();
        try (PreparedStatement asking = elsewhere.prepareStatement("""
            SELECT CASE WHEN a.grantee = 0 THEN 'PUBLIC'
                        ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(a.grantee)) END, a.privilege_type, a.is_grantable
            FROM   pg_catalog.pg_database d CROSS JOIN LATERAL pg_catalog.aclexplode(d.datacl) a
            WHERE  d.datname = ? AND a.grantee <> d.datdba""")) {
            asking.setString(1, name);
            try (ResultSet rows = asking.executeQuery()) {
                while (rows.next()) {
                    grants.add(new Grant(rows.getString(1), rows.getString(2), rows.getBoolean(3)));
                }
            }
        }
        return Optional.of(new LiveDatabase(name, facts, settings(elsewhere, name), List.copyOf(grants), grantsDefault, comment));
    }

    /// As `ALTER` says them, with `%s` for the database.
    private static List<String> settings(Connection elsewhere, String name) throws SQLException {
        List<String> settings = new ArrayList<>();
        try (PreparedStatement asking = elsewhere.prepareStatement("""
            SELECT CASE WHEN s.setrole = 0 THEN '' ELSE pg_catalog.quote_ident(pg_catalog.pg_get_userbyid(s.setrole)) END,
                   pg_catalog.split_part(c, '=', 1), pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1),
                   pg_catalog.quote_literal(pg_catalog.substr(c, pg_catalog.strpos(c, '=') + 1))
            FROM   pg_catalog.pg_db_role_setting s CROSS JOIN LATERAL pg_catalog.unnest(s.setconfig) c
            WHERE  s.setdatabase = (SELECT oid FROM pg_catalog.pg_database WHERE datname = ?)""")) {
            asking.setString(1, name);
            try (ResultSet rows = asking.executeQuery()) {
                while (rows.next()) {
                    String role = rows.getString(1);
                    String setting = rows.getString(2);
                    String value = LISTS.contains(setting) && !rows.getString(3).isBlank()
                            ? rows.getString(3)
                            : rows.getString(4);
                    settings.add(
                            (role.isEmpty() ? "ALTER DATABASE %s" : "ALTER ROLE " + role.replace("%", "%%") + " IN DATABASE %s")
                                    + (" SET " + quoted(setting) + " TO " + value).replace("%", "%%"));
                }
            }
        }
        return List.copyOf(settings);
    }

    String owner() {
        return facts.path("owner").asText();
    }

    boolean open() {
        return facts.path("datallowconn").asBoolean();
    }

    /// The statement that makes an empty database of the same kind. `test` leaves out what only a live one needs.
    String creation(String newName, boolean test) {
        StringBuilder sql = new StringBuilder("CREATE DATABASE ").append(quoted(newName)).append(" TEMPLATE template0 OWNER ")
                .append(quoted(owner())).append(" ENCODING ").append(literal(facts.path("encoding_name").asText()))
                .append(" LC_COLLATE ").append(literal(facts.path("datcollate").asText())).append(" LC_CTYPE ")
                .append(literal(facts.path("datctype").asText()));
        String locale = facts.hasNonNull("datlocale") ? facts.path("datlocale").asText() : facts.path("daticulocale").asText("");
        switch (facts.path("datlocprovider").asText("c")) {
            case "i" -> sql.append(" LOCALE_PROVIDER icu ICU_LOCALE ").append(literal(locale));
            case "b" -> sql.append(" LOCALE_PROVIDER builtin BUILTIN_LOCALE ").append(literal(locale));
            default -> {
                // the C library's, which every server has
            }
        }
        if (facts.hasNonNull("daticurules")) {
            sql.append(" ICU_RULES ").append(literal(facts.path("daticurules").asText()));
        }
        if (!test) {
            // naming the server's own one needs a right that nobody has by default
            String tablespace = facts.path("tablespace").asText("pg_default");
            if (!tablespace.equals("pg_default")) {
                sql.append(" TABLESPACE ").append(quoted(tablespace));
            }
            sql.append(" CONNECTION LIMIT ").append(facts.path("datconnlimit").asInt(-1));
        }
        return sql.toString();
    }

    /// Gives another database the same owner, settings and grants.
    void dress(Statement statement, String other) throws SQLException {
        statement.execute("ALTER DATABASE " + quoted(other) + " OWNER TO " + quoted(owner()));
        for (String setting : settings) {
            statement.execute(setting.formatted(quoted(other)));
        }
        if (grantsDefault) {
            return;
        }
        statement.execute("REVOKE ALL ON DATABASE " + quoted(other) + " FROM PUBLIC");
        for (Grant grant : grants) {
            statement.execute("GRANT " + grant.privilege() + " ON DATABASE " + quoted(other) + " TO " + grant.grantee()
                    + (grant.grantable() ? " WITH GRANT OPTION" : ""));
        }
    }

    static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
