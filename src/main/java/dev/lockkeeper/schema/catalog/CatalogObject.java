package dev.lockkeeper.schema.catalog;

import java.util.Optional;
import java.util.regex.Pattern;

/// One object of a catalog. `owner` is the table it belongs to, or empty; `definition` is everything about it that a migration decides.
public record CatalogObject(CatalogKind kind, String owner, String name, String definition) {

    private static final Pattern GENERATED = Pattern.compile(".*_(pkey|key|fkey|check|excl|idx|not_null|seq)\\d*");

    /// PostgreSQL shortens the table's name in a name that it makes up, so that 63 bytes hold all of it.
    private static final int SURELY_KEPT = 20;

    /// As people write it: `users.email`, without the schema that everybody means.
    public String path() {
        String plainOwner = plain(owner);
        if (kind == CatalogKind.COLUMN) {
            return plainOwner + "." + name;
        }
        if (owner.isEmpty()) {
            return plain(name);
        }
        return generated() ? plainOwner + " " + definition : plainOwner + " · " + plain(name);
    }

    /// Whether PostgreSQL made the name up, so that it says nothing.
    boolean generated() {
        if (kind == CatalogKind.SEQUENCE) {
            return !owner.isEmpty();
        }
        if (kind != CatalogKind.CONSTRAINT && kind != CatalogKind.INDEX) {
            return false;
        }
        String table = owner.substring(owner.lastIndexOf('.') + 1).replace("\"", "");
        String bare = name.replace("\"", "");
        return GENERATED.matcher(bare).matches() && bare.startsWith(table.substring(0, Math.min(table.length(), SURELY_KEPT)));
    }

    /// Whether it says what the schema is. Grants and comments are kept beside it: they are an administrator's too.
    public boolean structural() {
        return kind != CatalogKind.GRANT && kind != CatalogKind.COMMENT;
    }

    /// What identifies it in a fingerprint.
    String line() {
        return kind + "\t" + owner + "\t" + (anonymous() ? "~" : name) + "\t" + definition;
    }

    /// Whether it is what it is under any name: a constraint, an index, a column's own sequence.
    boolean anonymous() {
        return kind == CatalogKind.CONSTRAINT || kind == CatalogKind.INDEX || (kind == CatalogKind.SEQUENCE && !owner.isEmpty());
    }

    /// The table whose absence says that this is absent too.
    Optional<String> table() {
        return switch (kind) {
            case COLUMN, CONSTRAINT, INDEX, TRIGGER, POLICY, INHERITANCE -> Optional.of(owner);
            case SEQUENCE -> owner.isEmpty() ? Optional.empty() : Optional.of(owner.substring(0, owner.lastIndexOf('.')));
            default -> Optional.empty();
        };
    }

    static String plain(String path) {
        return path.startsWith("public.") ? path.substring("public.".length()) : path;
    }
}
