package dev.lockkeeper.schema;

import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.CatalogKind;
import dev.lockkeeper.schema.catalog.CatalogObject;
import dev.lockkeeper.schema.catalog.Difference;
import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/// Which revision a database really is, whatever its ledgers say.
public sealed interface Identity {

    /// This one and no other. `beside` are grants, comments and extensions that its scripts do not make.
    record Exactly(Revision revision, List<Difference> beside) implements Identity {
        public Exactly {
            beside = List.copyOf(beside);
        }
    }

    /// Revisions that differ in data only: the schema cannot tell which.
    record Alike(List<Revision> revisions, List<Difference> beside) implements Identity {
        public Alike {
            revisions = List.copyOf(revisions);
            beside = List.copyOf(beside);
        }
    }

    /// On the way from one to the next: `present` of what `above` brings is there, `missing` is not.
    record Between(Revision below, Revision above, List<Difference> present, List<Difference> missing) implements Identity {
        public Between {
            present = List.copyOf(present);
            missing = List.copyOf(missing);
        }
    }

    /// No revision of the folder; `differences` are those from the nearest.
    record Nearest(Revision revision, List<Difference> differences) implements Identity {
        public Nearest {
            differences = List.copyOf(differences);
        }
    }

    /// Compares the live schema with what every revision makes. `catalogs` begins with [Revision#BASE]; of two that are equally near the one
    /// that the ledger names is taken.
    static Identity of(Catalog live, SortedMap<Revision, Catalog> catalogs, Revision ledger) {
        List<Revision> exact = new ArrayList<>();
        Revision nearest = Revision.BASE;
        List<Difference> nearestDifferences = List.of();
        List<Difference> beside = List.of();
        int fewest = Integer.MAX_VALUE;
        for (Map.Entry<Revision, Catalog> entry : catalogs.entrySet()) {
            List<Difference> differences = live.differencesFrom(entry.getValue());
            int apart = structural(differences).size();
            if (apart == 0) {
                exact.add(entry.getKey());
                beside = differences;
            }
            if (apart < fewest || (apart == fewest && entry.getKey().equals(ledger))) {
                fewest = apart;
                nearest = entry.getKey();
                nearestDifferences = structural(differences);
            }
        }
        if (exact.size() == 1) {
            return new Exactly(exact.getFirst(), beside);
        }
        if (!exact.isEmpty()) {
            return new Alike(exact, beside);
        }
        return between(live, catalogs).orElse(new Nearest(nearest, Catalog.byTables(nearestDifferences)));
    }

    private static Optional<Identity> between(Catalog live, SortedMap<Revision, Catalog> catalogs) {
        Map.Entry<Revision, Catalog> below = null;
        for (Map.Entry<Revision, Catalog> above : catalogs.entrySet()) {
            if (below != null) {
                List<Difference> present = structural(live.differencesFrom(below.getValue()));
                List<Difference> missing = structural(live.differencesFrom(above.getValue()));
                Set<CatalogObject> step = objects(structural(above.getValue().differencesFrom(below.getValue())));
                // half of one step, and nothing that is not of it
                if (!present.isEmpty() && present.size() + missing.size() == step.size()
                        && step.containsAll(objects(present)) && step.containsAll(objects(missing))) {
                    return Optional.of(new Between(below.getKey(), above.getKey(), present, missing));
                }
            }
            below = above;
        }
        return Optional.empty();
    }

    private static Set<CatalogObject> objects(List<Difference> differences) {
        Set<CatalogObject> objects = new HashSet<>();
        differences.forEach(difference -> objects.add(new CatalogObject(difference.object().kind(), difference.object().owner(),
                difference.object().name(), "")));
        return objects;
    }

    private static List<Difference> structural(List<Difference> differences) {
        return differences.stream().filter(Difference::structural).toList();
    }

    /// The revisions that the database may truly be stamped as: one, none, or those that look alike.
    default List<Revision> candidates() {
        return switch (this) {
            case Exactly(Revision revision, _) -> List.of(revision);
            case Alike(List<Revision> revisions, _) -> revisions;
            case Between _,Nearest _ -> List.of();
        };
    }

    /// The revision that it is, or is closest to; of those that look alike the lowest.
    default Revision closest() {
        return switch (this) {
            case Exactly(Revision revision, _) -> revision;
            case Alike(List<Revision> revisions, _) -> revisions.getFirst();
            case Between(_, Revision above, _, _) -> above;
            case Nearest(Revision revision, _) -> revision;
        };
    }

    /// In one sentence.
    default Message words() {
        return switch (this) {
            case Exactly(Revision revision, List<Difference> beside) -> beside.isEmpty()
                    ? Message.of("identity.exactly", revision.id())
                    : Message.of("identity.exactly-beside", revision.id(), beside.size());
            case Alike(List<Revision> revisions, _) ->
                Message.of("identity.alike", String.join(", ", revisions.stream().map(Revision::id).toList()));
            case Between(_, Revision above, List<Difference> present, List<Difference> missing) -> Message.of(
                    columns(present) && columns(missing) ? "identity.between-columns" : "identity.between", above.id(),
                    present.size(), present.size() + missing.size());
            case Nearest(Revision revision, List<Difference> differences) ->
                Message.of("identity.nearest", revision.id(), differences.size());
        };
    }

    private static boolean columns(List<Difference> differences) {
        return differences.stream().allMatch(difference -> difference.object().kind() == CatalogKind.COLUMN);
    }

    /// What speaks against the revision it is closest to, or beside the one it is.
    default List<Difference> against() {
        return switch (this) {
            case Exactly(_, List<Difference> beside) -> beside;
            case Alike(_, List<Difference> beside) -> beside;
            case Between(_, _, _, List<Difference> missing) -> missing;
            case Nearest(_, List<Difference> differences) -> differences;
        };
    }
}
