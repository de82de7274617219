package dev.lockkeeper.environment;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The services of a Compose file and their images, read by the file's indents. It only looks for the database: what Compose makes of the
/// file, Compose says.
final class ComposeText {

    private static final Pattern KEY = Pattern.compile("^( *)([\"']?)([A-Za-z0-9._-]+)\\2 *:(?: +(.*))?$");
    private static final Pattern POSTGRES = Pattern
            .compile("(?i)(?:.*/)?(?:postgres|postgis|pgvector|timescaledb(?:-ha)?|postgresql)(?::[^/]*)?(?:@sha256:.*)?");

    /// The place in the file of a line: its indent and its key.
    private record At(int indent, String key) {}

    private ComposeText() {}

    /// The one service that runs PostgreSQL; of several the one that is called `postgres`, else none.
    static Optional<DatabaseInCompose> database(String text) {
        List<DatabaseInCompose> found = new ArrayList<>();
        Deque<At> path = new ArrayDeque<>();
        for (String line : text.split("\\R", -1)) {
            Matcher key = KEY.matcher(bare(line));
            if (!key.matches()) {
                continue;
            }
            int indent = key.group(1).length();
            while (!path.isEmpty() && path.peekLast().indent() >= indent) {
                path.removeLast();
            }
            List<String> above = path.stream().map(At::key).toList();
            if (above.size() == 2 && above.getFirst().equals("services") && key.group(3).equals("image")
                    && key.group(4) != null) {
                String image = image(key.group(4));
                if (POSTGRES.matcher(image).matches()) {
                    found.add(new DatabaseInCompose(above.get(1), image));
                }
            }
            path.addLast(new At(indent, key.group(3)));
        }
        return found.size() == 1
                ? Optional.of(found.getFirst())
                : found.stream().filter(service -> service.name().equals("postgres")).findFirst();
    }

    private static String bare(String line) {
        int comment = line.startsWith("#") ? 0 : line.indexOf(" #");
        return (comment < 0 ? line : line.substring(0, comment)).stripTrailing();
    }

    /// `${TAG:-postgres:15}` means its default where nobody sets it.
    private static String image(String value) {
        String plain = value.strip().replaceAll("^[\"']|[\"']$", "");
        return plain.replaceAll("\\$\\{[A-Za-z0-9_]+:?-([^}]*)}", "$1");
    }
}
