package dev.lockkeeper.schema.catalog;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The schema of a database as its catalog tells it. Order of columns, owners, OIDs and names that PostgreSQL made up say nothing in it.
/// Two databases with the same fingerprint have the same schema.
public final class Catalog {

    private final List<String> lines;
    private final List<CatalogObject> objects;
    private @Nullable String fingerprint;

    private Catalog(List<String> lines, List<CatalogObject> objects) {
        this.lines = lines;
        this.objects = objects;
    }

    /// From the lines of `db/catalog.sql`.
    public static Catalog of(Collection<String> lines) {
        return new Pool().catalog(lines);
    }

    /// Catalogs that have most of their lines in common, as those of a thousand revisions do, each line kept once.
    public static final class Pool {

        private record Known(String line, CatalogObject object) {}

        private final Map<String, Known> known = new HashMap<>();

        public Catalog catalog(Collection<String> lines) {
            List<String> kept = new ArrayList<>(lines.size());
            List<CatalogObject> read = new ArrayList<>(lines.size());
            for (String line : lines) {
                Known one = known.computeIfAbsent(line, text -> new Known(text, CatalogLine.read(text)));
                kept.add(one.line());
                read.add(one.object());
            }
            return new Catalog(List.copyOf(kept), List.copyOf(withoutDoubles(read)));
        }
    }

    /// As they were read.
    public List<String> lines() {
        return lines;
    }

    /// A constraint's own index repeats it, and a column's default names the sequence that belongs to it.
    private static List<CatalogObject> withoutDoubles(List<CatalogObject> read) {
        Set<String> backed = read.stream().filter(object -> object.kind() == CatalogKind.CONSTRAINT)
                .filter(object -> !object.definition().startsWith("CHECK") && !object.definition().startsWith("FOREIGN"))
                .map(object -> object.owner() + "\t" + object.name()).collect(Collectors.toSet());
        Map<String, String> sequences = new HashMap<>();
        read.stream().filter(object -> object.kind() == CatalogKind.SEQUENCE && !object.owner().isEmpty())
                .forEach(object -> sequences.put(object.owner(), object.name()));
        List<CatalogObject> kept = new ArrayList<>(read.size());
        for (CatalogObject object : read) {
            boolean ownIndex = object.kind() == CatalogKind.INDEX && backed.contains(object.owner() + "\t" + object.name())
                    && !object.definition().endsWith("invalid");
            if (!ownIndex) {
                String sequence = object.kind() == CatalogKind.COLUMN
                        ? sequences.get(object.owner() + "." + object.name())
                        : null;
                kept.add(sequence == null
                        ? object
                        : new CatalogObject(object.kind(), object.owner(), object.name(),
                                object.definition().replaceAll("nextval\\('" + Pattern.quote(sequence) + "'::regclass\\)",
                                        "nextval(own)")));
            }
        }
        return kept;
    }

    public List<CatalogObject> objects() {
        return objects;
    }

    /// The columns of a table, by its name without the schema where that is `public`.
    public List<CatalogObject> of(String table) {
        return objects.stream().filter(object -> CatalogObject.plain(object.owner()).equals(table)).toList();
    }

    /// SHA-256 over everything that makes the schema what it is, hexadecimal.
    public synchronized String fingerprint() {
        if (fingerprint == null) {
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                objects.stream().filter(CatalogObject::structural).map(CatalogObject::line).sorted().forEach(line -> {
                    digest.update(line.getBytes(StandardCharsets.UTF_8));
                    digest.update((byte) '\n');
                });
                fingerprint = HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e); // every Java has it
            }
        }
        return fingerprint;
    }

    /// Every object that this catalog does not have as `expected` has it, in the order of their names.
    public List<Difference> differencesFrom(Catalog expected) {
        Map<CatalogObject, Integer> counts = new HashMap<>();
        objects.forEach(object -> counts.merge(object, 1, Integer::sum));
        List<CatalogObject> missing = new ArrayList<>();
        for (CatalogObject object : expected.objects) {
            if (counts.merge(object, -1, Integer::sum) < 0) {
                missing.add(object);
            }
        }
        List<CatalogObject> extra = new ArrayList<>();
        for (CatalogObject object : objects) {
            if (counts.getOrDefault(object, 0) > 0) {
                counts.merge(object, -1, Integer::sum);
                extra.add(object);
            }
        }
        List<Difference> differences = new ArrayList<>();
        Function<CatalogObject, Optional<String>> nameless = object -> object.anonymous()
                ? Optional.of(object.kind() + "\t" + object.owner() + "\t" + object.definition())
                : Optional.empty();
        pair(missing, extra, nameless, nameless).stream().filter(pair -> !pair.expected().generated())
                .forEach(pair -> differences.add(Difference.renamed(pair.expected(), pair.found())));
        Function<CatalogObject, Optional<String>> named = object -> Optional.of(object.kind() + "\t" + object.owner() + "\t"
                + object.name());
        pair(missing, extra, named, named).forEach(pair -> differences.add(Difference.changed(pair.expected(), pair.found())));
        missing.forEach(object -> differences.add(Difference.missing(object)));
        extra.forEach(object -> differences.add(Difference.extra(object)));
        differences.sort(Comparator.comparing((Difference difference) -> difference.object().owner())
                .thenComparing(difference -> difference.object().kind()).thenComparing(difference -> difference.object().path()));
        return List.copyOf(differences);
    }

    private record Pair(CatalogObject expected, CatalogObject found) {}

    /// Takes those out of both lists that have the same key.
    private static List<Pair> pair(List<CatalogObject> missing, List<CatalogObject> extra,
            Function<CatalogObject, Optional<String>> expectedKey, Function<CatalogObject, Optional<String>> foundKey) {
        if (missing.isEmpty() || extra.isEmpty()) {
            return List.of();
        }
        Map<String, Deque<CatalogObject>> found = new HashMap<>();
        extra.forEach(object -> foundKey.apply(object)
                .ifPresent(key -> found.computeIfAbsent(key, _ -> new ArrayDeque<>()).add(object)));
        List<Pair> pairs = new ArrayList<>();
        for (CatalogObject object : missing) {
            expectedKey.apply(object).map(found::get).map(Deque::poll).ifPresent(other -> pairs.add(new Pair(object, other)));
        }
        for (Pair pair : pairs) {
            missing.remove(pair.expected());
            extra.remove(pair.found());
        }
        return pairs;
    }

    /// The same, told by tables: what belongs to a table that is missing or too many as a whole is left out.
    public static List<Difference> byTables(List<Difference> differences) {
        Set<String> whole = new TreeSet<>();
        differences.stream().filter(difference -> difference.object().kind() == CatalogKind.TABLE
                && (difference.isMissing() || difference.isExtra())).forEach(difference -> whole.add(difference.object().name()));
        return differences.stream()
                .filter(difference -> difference.object().table().filter(whole::contains).isEmpty()).toList();
    }
}
