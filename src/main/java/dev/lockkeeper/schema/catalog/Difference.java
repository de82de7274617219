package dev.lockkeeper.schema.catalog;

import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One object that two catalogs do not have alike. `expected` is how it should be, empty for one that should not be there;
/// `found` is how it is, empty for one that is missing. Only what differs is told of a column.
public record Difference(CatalogObject object, Optional<String> expected, Optional<String> found) {

    private static final Pattern COLUMN = Pattern.compile("(?s)(?<type>.+?)(?<collation> collate .+?)? (?<null>not null|null)"
            + "(?<identity> identity always| identity by default)?(?<value> default .*| generated .*)?");

    static Difference missing(CatalogObject object) {
        return new Difference(object, Optional.of(object.definition()), Optional.empty());
    }

    static Difference extra(CatalogObject object) {
        return new Difference(object, Optional.empty(), Optional.of(object.definition()));
    }

    /// The same under another name, which only a script that names it would notice.
    static Difference renamed(CatalogObject expected, CatalogObject found) {
        return new Difference(expected, Optional.of(expected.name()), Optional.of(found.name()));
    }

    static Difference changed(CatalogObject expected, CatalogObject found) {
        if (expected.kind() == CatalogKind.COLUMN) {
            List<String> should = new ArrayList<>();
            List<String> is = new ArrayList<>();
            Matcher one = COLUMN.matcher(expected.definition());
            Matcher other = COLUMN.matcher(found.definition());
            if (one.matches() && other.matches()) {
                for (String part : List.of("type", "collation", "null", "identity", "value")) {
                    String left = part(one, part);
                    String right = part(other, part);
                    if (!left.equals(right)) {
                        should.add(left);
                        is.add(right);
                    }
                }
                return new Difference(expected, Optional.of(String.join(", ", should)), Optional.of(String.join(", ", is)));
            }
        }
        return new Difference(expected, Optional.of(expected.definition()), Optional.of(found.definition()));
    }

    private static String part(Matcher column, String name) {
        String part = column.group(name);
        if (part == null) {
            return switch (name) {
                case "value" -> "no default";
                case "identity" -> "no identity";
                default -> "no collation";
            };
        }
        return part.strip();
    }

    public boolean isMissing() {
        return found.isEmpty();
    }

    private boolean isRenamed() {
        return object.anonymous() && expected.filter(object.name()::equals).isPresent() && found.isPresent();
    }

    public boolean isExtra() {
        return expected.isEmpty();
    }

    /// Whether it makes the schema another one. A grant, a comment, the name of a constraint and an extension that somebody added do not.
    public boolean structural() {
        return object.structural() && !isRenamed() && !(isExtra() && object.kind() == CatalogKind.EXTENSION);
    }

    /// For a log, which has one language.
    public String plainly() {
        return object.path() + ": " + found.orElse("missing")
                + expected.map(text -> ", expected " + text).orElse(", not expected");
    }

    /// In words: `users.locked_until: timestamp without time zone, expected timestamp with time zone`.
    public Message words() {
        Message kind = Message.of(object.kind().key());
        if (isMissing()) {
            return object.kind() == CatalogKind.COLUMN
                    ? Message.of("difference.missing-as", kind, object.path(), object.definition())
                    : Message.of("difference.missing", kind, object.path());
        }
        if (isExtra()) {
            return object.kind() == CatalogKind.COLUMN
                    ? Message.of("difference.extra-as", kind, object.path(), object.definition())
                    : Message.of("difference.extra", kind, object.path());
        }
        return Message.of("difference.changed", object.path(), found.orElseThrow(), expected.orElseThrow());
    }
}
