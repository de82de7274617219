package dev.lockkeeper.schema;

import java.util.Comparator;

/// A level of the schema, by the id in its file's name: `004`. [#BASE] is the empty database, below all others.
/// Two ids are equal when their numbers are: `4` and `004` name the same revision.
public record Revision(String id) implements Comparable<Revision> {

    public static final Revision BASE = new Revision("base");

    private static final Comparator<Revision> BY_NUMBERS = (one, other) -> {
        String[] left = one.id.split("[._]", -1);
        String[] right = other.id.split("[._]", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = number(left, i).compareTo(number(right, i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    };

    /// Whether an id can be compared by its numbers, as every id in a file's name must be.
    public static boolean numbered(String id) {
        return id.matches("\\d+([._]\\d+)*");
    }

    public boolean isBase() {
        return id.equals("base");
    }

    @Override
    public int compareTo(Revision other) {
        if (isBase() || other.isBase()) {
            return Boolean.compare(!isBase(), !other.isBase());
        }
        if (!numbered(id) || !numbered(other.id)) {
            return id.compareTo(other.id);
        }
        return BY_NUMBERS.compare(this, other);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Revision revision && compareTo(revision) == 0;
    }

    @Override
    public int hashCode() {
        return numbered(id)
                ? id.replaceAll("(^|[._])0+(?=\\d)", "$1").replace('_', '.').replaceAll("(\\.0)+$", "").hashCode()
                : id.hashCode();
    }

    @Override
    public String toString() {
        return id;
    }

    private static java.math.BigInteger number(String[] parts, int i) {
        return i < parts.length ? new java.math.BigInteger(parts[i]) : java.math.BigInteger.ZERO;
    }
}
