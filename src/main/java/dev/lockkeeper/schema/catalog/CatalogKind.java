package dev.lockkeeper.schema.catalog;

import java.util.Locale;

/// What an object of a catalog is.
public enum CatalogKind {
    SCHEMA, EXTENSION,
    /// A table, a view or a composite type: whatever has columns. Its definition begins with which.
    TABLE, INHERITANCE, COLUMN, CONSTRAINT, INDEX, SEQUENCE,
    /// An enum, a domain or a range.
    TYPE, FUNCTION, TRIGGER, RULE, POLICY, STATISTICS, GRANT, COMMENT;

    /// The key of its word: `catalog.column`.
    public String key() {
        return "catalog." + name().toLowerCase(Locale.ROOT);
    }
}
