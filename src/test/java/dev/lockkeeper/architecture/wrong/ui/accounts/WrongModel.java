package dev.lockkeeper.architecture.wrong.ui.accounts;

import dev.lockkeeper.architecture.wrong.cli.Verb;
import java.util.Optional;
import javafx.scene.Node;

/// Breaks a rule, so that the rule is seen to fail.
public record WrongModel(Optional<Node> node, Optional<Verb> verb) {}
