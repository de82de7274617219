package dev.lockkeeper.schema.sql;

import java.util.List;

/// A column's type by PostgreSQL's own short name (`varchar`, `timestamptz`), with the numbers in its parentheses.
public record Type(String name, List<Integer> sizes, boolean array) {

    public Type {
        sizes = List.copyOf(sizes);
    }

    public boolean serial() {
        return name.equals("serial") || name.equals("bigserial") || name.equals("smallserial");
    }

    /// Whether a column of this type can become one of `wider` without reading or writing its rows.
    public boolean widensTo(Type wider) {
        if (equals(wider)) {
            return true;
        }
        if (array || wider.array) {
            return false;
        }
        return switch (name) {
            case "varchar" -> wider.name.equals("text") || (wider.name.equals("varchar") && grows(wider));
            case "text" -> wider.name.equals("varchar") && wider.sizes.isEmpty();
            case "varbit" -> wider.name.equals("varbit") && grows(wider);
            case "numeric" -> wider.name.equals("numeric") && (wider.sizes.isEmpty()
                    || (scale() == wider.scale() && !sizes.isEmpty() && grows(wider)));
            case "cidr" -> wider.name.equals("inet");
            default -> false;
        };
    }

    private boolean grows(Type wider) {
        return wider.sizes.isEmpty() || (!sizes.isEmpty() && wider.sizes.getFirst() >= sizes.getFirst());
    }

    private int scale() {
        return sizes.size() > 1 ? sizes.get(1) : 0;
    }

    @Override
    public String toString() {
        return name + (sizes.isEmpty() ? "" : "(" + String.join(",", sizes.stream().map(String::valueOf).toList()) + ")")
                + (array ? "[]" : "");
    }
}
