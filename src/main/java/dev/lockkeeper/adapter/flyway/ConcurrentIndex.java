package dev.lockkeeper.adapter.flyway;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.flywaydb.core.internal.sqlscript.SqlStatement;

/// An index that a script builds while others write, as the script names it; `table` is the one it is for.
record ConcurrentIndex(String name, String table) {

    private static final String NAME = "(?:\"(?:[^\"]|\"\")+\"|[\\w$]+)";
    private static final Pattern CREATE = Pattern.compile("(?is)^\\s*create\\s+(?:unique\\s+)?index\\s+concurrently\\s+"
            + "(?:if\\s+not\\s+exists\\s+)?(" + NAME + ")\\s+on\\s+(?:only\\s+)?(" + NAME + "(?:\\s*\\.\\s*" + NAME + ")?)");
    private static final Pattern COMMENT = Pattern.compile("(?s)--[^\\n]*|/\\*.*?\\*/");

    /// The indexes of a script, and the first lines of its statements that build none.
    record Found(List<ConcurrentIndex> indexes, List<String> others) {}

    static Found in(List<SqlStatement> statements) {
        List<ConcurrentIndex> indexes = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (SqlStatement statement : statements) {
            String sql = COMMENT.matcher(statement.getSql()).replaceAll(" ");
            Matcher create = CREATE.matcher(sql);
            if (create.find()) {
                indexes.add(new ConcurrentIndex(create.group(1), create.group(2)));
            } else if (!sql.strip().toLowerCase(java.util.Locale.ROOT).startsWith("set ")) {
                others.add(Statements.firstLine(sql.strip()));
            }
        }
        return new Found(indexes, others);
    }
}
