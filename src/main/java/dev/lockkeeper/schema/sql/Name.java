package dev.lockkeeper.schema.sql;

/// The name of a table, an index or another object. `public.users` and `users` are taken for the same: scripts run with the usual path.
public record Name(String schema, String name) {

    public Name {
        schema = schema.equals("public") ? "" : schema;
    }

    /// As SQL needs it, quoted where it must be.
    public String quoted() {
        return schema.isEmpty() ? quoted(name) : quoted(schema) + "." + quoted(name);
    }

    /// One part of a name, as SQL needs it.
    public static String quoted(String part) {
        return "\"" + part.replace("\"", "\"\"") + "\"";
    }

    @Override
    public String toString() {
        return schema.isEmpty() ? name : schema + "." + name;
    }
}
