package dev.lockkeeper.adapter.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/// Reads what a database's catalog holds, as lines that are the same wherever the schema is the same.
final class CatalogReading {

    private static final String QUERY = query();

    private CatalogReading() {}

    /// One line for every object, in an order that depends on nothing but the lines. Sets the transaction's `search_path`.
    static List<String> lines(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // names are written with their schema only where it is not in the path
            statement.execute("SET search_path = ''");
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(QUERY)) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            return lines;
        }
    }

    /// SHA-256 of the lines, hexadecimal.
    static String fingerprint(Connection connection) throws SQLException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String line : lines(connection)) {
                digest.update(line.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) '\n');
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    private static String query() {
        try (InputStream sql = Objects.requireNonNull(CatalogReading.class.getResourceAsStream("/db/catalog.sql"))) {
            return new String(sql.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
