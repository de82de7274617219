package dev.lockkeeper.adapter.postgres;

import java.sql.Connection;
import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/// A short question to the database on a borrowed connection, which it must not close.
@FunctionalInterface
public interface SqlQuestion<A extends @Nullable Object> {

    A ask(Connection connection) throws SQLException;
}
