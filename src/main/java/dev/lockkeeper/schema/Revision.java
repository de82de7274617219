package dev.lockkeeper.schema;

/// A level of the schema, by the id in its file's name: `004`. [#BASE] is the empty database, below all others.
/// Two ids are equal when their numbers are: `4` and `004` name the same revision.
public record Revision(String id) implements Comparable<Revision> {

    public static final Revision BASE = new Revision("base");

    /// Whether an id can be compared by its numbers, as every id in a file's name must be.
    public static boolean numbered(String id) {
        boolean digit = false;
        for (int i = 0; i < id.length(); i++) {
            char letter = id.charAt(i);
            boolean separator = letter == '.' || letter == '_';
            if (separator ? !digit : letter < '0' || letter > '9') {
                return false;
            }
            digit = !separator;
        }
        return digit;
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
        return byNumbers(id, other.id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Revision revision && compareTo(revision) == 0;
    }

    @Override
    public int hashCode() {
        if (!numbered(id)) {
            return id.hashCode();
        }
        int hash = 0;
        int noughts = 0;
        for (int at = 0; at < id.length();) {
            int end = end(id, at);
            int from = significant(id, at, end);
            if (from == end) {
                noughts++; // counts only where a number follows: 4 and 4.0 are equal
            } else {
                for (; noughts > 0; noughts--) {
                    hash = 31 * hash + 1;
                }
                hash = 31 * hash + id.substring(from, end).hashCode();
            }
            at = end + 1;
        }
        return hash;
    }

    @Override
    public String toString() {
        return id;
    }

    /// Number by number; those that are missing at the end count as nought.
    private static int byNumbers(String left, String right) {
        int l = 0;
        int r = 0;
        while (l < left.length() || r < right.length()) {
            int leftEnd = end(left, l);
            int rightEnd = end(right, r);
            l = significant(left, l, leftEnd);
            r = significant(right, r, rightEnd);
            int order = Integer.compare(leftEnd - l, rightEnd - r);
            for (; order == 0 && l < leftEnd; l++, r++) {
                order = Character.compare(left.charAt(l), right.charAt(r));
            }
            if (order != 0) {
                return order;
            }
            l = leftEnd + 1;
            r = rightEnd + 1;
        }
        return 0;
    }

    private static int end(String id, int from) {
        int end = from;
        while (end < id.length() && id.charAt(end) != '.' && id.charAt(end) != '_') {
            end++;
        }
        return end;
    }

    /// Behind the noughts.
    private static int significant(String id, int from, int end) {
        int at = from;
        while (at < end && id.charAt(at) == '0') {
            at++;
        }
        return at;
    }
}
