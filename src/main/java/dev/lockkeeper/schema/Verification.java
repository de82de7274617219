package dev.lockkeeper.schema;

import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.Difference;
import java.util.List;

/// The live schema held against the one that a revision makes of an empty database.
public record Verification(Revision revision, Catalog expected, Catalog live, List<Difference> differences) {

    public Verification {
        differences = List.copyOf(differences);
    }

    static Verification of(Revision revision, Catalog expected, Catalog live) {
        return new Verification(revision, expected, live, live.differencesFrom(expected));
    }

    /// Those that make the schema another one, a missing table told once.
    public List<Difference> wrong() {
        return Catalog.byTables(differences.stream().filter(Difference::structural).toList());
    }

    /// Grants, comments and extensions that the scripts do not make.
    public List<Difference> beside() {
        return differences.stream().filter(difference -> !difference.structural()).toList();
    }

    public boolean passed() {
        return wrong().isEmpty();
    }
}
