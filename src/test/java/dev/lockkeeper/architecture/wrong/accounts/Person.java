package dev.lockkeeper.architecture.wrong.accounts;

import dev.lockkeeper.architecture.wrong.adapter.one.Adapted;
import dev.lockkeeper.architecture.wrong.schema.Level;
import java.sql.Connection;
import java.util.Optional;
import javafx.scene.Node;
import org.postgresql.PGConnection;

/// Breaks a rule, so that the rule is seen to fail.
public record Person(Optional<Node> drawn, Connection connection, PGConnection driver, Adapted adapted, Optional<Level> level) {}
