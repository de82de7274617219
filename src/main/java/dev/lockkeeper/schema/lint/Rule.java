package dev.lockkeeper.schema.lint;

import static dev.lockkeeper.schema.lint.Severity.AMBER;
import static dev.lockkeeper.schema.lint.Severity.NOTE;
import static dev.lockkeeper.schema.lint.Severity.RED;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What is looked for. The name is the rule's id, which scripts use in `-- lockkeeper:allow <id> <reason>` and which never changes.
public enum Rule {
    // a table in use is locked while all its rows are read or written
    ADDING_NOT_NULL_WITHOUT_DEFAULT(RED), ADDING_COLUMN_THAT_REWRITES(RED), CHANGING_COLUMN_TYPE(
            RED), SETTING_NOT_NULL_WITHOUT_CHECK(
                    RED), CREATING_INDEX_WITHOUT_CONCURRENTLY(RED), DROPPING_INDEX_WITHOUT_CONCURRENTLY(
                            AMBER), ADDING_FOREIGN_KEY_WITHOUT_NOT_VALID(RED), ADDING_CHECK_WITHOUT_NOT_VALID(
                                    RED), ADDING_UNIQUE_WITHOUT_INDEX(
                                            RED), ADDING_EXCLUSION(RED), REWRITING_TABLE(RED), LOCKING_TABLE(RED),
    // the application that runs meanwhile no longer finds what it knows
    RENAMING_COLUMN(AMBER), RENAMING_TABLE(AMBER),
    // data goes
    DROPPING_COLUMN(RED), DROPPING_TABLE(RED), DROPPING_WITH_CASCADE(AMBER), TRUNCATING_TABLE(RED), DELETING_WITHOUT_WHERE(
            RED), UPDATING_WITHOUT_WHERE(AMBER),
    // the script does not stay in its one transaction, or not in its role
    OWN_TRANSACTION(RED), ACTING_AS_ANOTHER(RED), CONCURRENTLY_MIXED(RED), SERVER_WIDE_COMMAND(AMBER), DISABLING_LOCK_TIMEOUT(
            RED), MISSING_LOCK_TIMEOUT(NOTE), PSQL_META_COMMAND(RED), COPYING_OUTSIDE(RED), HIDDEN_CHARACTERS(RED),
    // types that are regretted later
    TIMESTAMP_WITHOUT_TIME_ZONE(AMBER), CHAR_TYPE(NOTE), SERIAL_TYPE(NOTE), SMALL_PRIMARY_KEY(NOTE),
    // the way back, and our own comments
    MISSING_WAY_BACK(AMBER), WAY_BACK_LEAVES_OBJECTS(AMBER), ALLOWING_NOTHING(AMBER);

    private final Severity severity;

    Rule(Severity severity) {
        this.severity = severity;
    }

    public Severity severity() {
        return severity;
    }

    /// `adding-not-null-without-default`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The rule with that id.
    public static Optional<Rule> of(String id) {
        return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
    }
}
