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
            boolean here = letter >= '0' && letter <= '9';
            if (!here && !(digit && (letter == '.' || letter == '_'))) {
                return false;
            }
            digit = here;
        }
        return digit;
    }

    public boolean isBase() {
        return id.equals("base");
    }

    @Override
    public int compareTo(Revision other) {
        if (id.equals(other.id)) {
            return 0; // a ladder of a thousand compares a lot
        }
        if (isBase() || other.isBase()) {
            return Boolean.compare(!isBase(), !other.isBase());
        }
        if (!numbered(id) || !numbered(other.id)) {
            return id.compareTo(other.id);
        }
        String[] left = id.split("[._]", -1);
        String[] right = other.id.split("[._]", -1);
        for (int i = 0; i < Math.max(left.length, right.length); i++) {
            int order = compare(i < left.length ? left[i] : "", i < right.length ? right[i] : "");
            if (order != 0) {
                return order;
            }
        }
        return 0;
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

    /// Two runs of digits by their value, of any length.
    private static int compare(String one, String other) {
        String left = significant(one);
        String right = significant(other);
        int order = Integer.compare(left.length(), right.length());
        return order != 0 ? order : left.compareTo(right);
    }

    private static String significant(String digits) {
        int from = 0;
        while (from < digits.length() && digits.charAt(from) == '0') {
            from++;
        }
        return digits.substring(from);
    }
}
