package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.CatalogKind;
import dev.lockkeeper.schema.catalog.CatalogObject;
import dev.lockkeeper.schema.catalog.Difference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Proves which revision a database is, by comparing its catalog with the one that each revision's scripts make of an empty database.
/// What was built once is known from then on, as long as the scripts stay as they are.
public final class Proof {

    /// Catalogs kept in memory beyond those of two folders.
    private static final int MEMORY = 100;

    private final Catalogs catalogs;
    private final CatalogStore store;
    private final Map<String, Catalog> known = new HashMap<>();
    private Catalog.Pool pool = new Catalog.Pool();

    public Proof(Catalogs catalogs, CatalogStore store) {
        this.catalogs = catalogs;
        this.store = store;
    }

    /// Which revision of `scripts` the live database is.
    Identity which(List<Script> scripts, Revision ledger, OperationId operation, Journal journal, StopSignal stop) {
        Built built = built(scripts, operation, journal, stop);
        built.end().ifPresent(end -> journal.line(Source.KEEPER, Level.WARN,
                end.revision() + " cannot be built: " + end.file() + ":" + end.line() + " " + end.message()));
        return Identity.of(catalogs.live(), built.catalogs(), ledger);
    }

    /// The live database held against what `revision` makes.
    Verification verify(List<Script> scripts, Revision revision, OperationId operation, Journal journal, StopSignal stop) {
        return Verification.of(revision, of(scripts, revision, operation, journal, stop), catalogs.live());
    }

    /// The schema that `revision` makes. Throws [SchemaProblem.NotBuildable].
    public Catalog of(List<Script> scripts, Revision revision, OperationId operation, Journal journal, StopSignal stop) {
        List<Script> up = scripts.stream().filter(script -> script.revision().compareTo(revision) <= 0).toList();
        Built built = built(up, operation, journal, stop);
        Catalog there = built.catalogs().get(revision);
        if (there == null) {
            throw new ProblemException(built.end().orElseThrow());
        }
        return there;
    }

    public Catalog live() {
        return catalogs.live();
    }

    /// What the scripts between two revisions erase, as far as it is in the live database.
    List<Loss> losses(List<Script> scripts, Revision from, Revision to, OperationId operation) {
        Journal journal = Journal.silent();
        StopSignal stop = new StopSignal();
        Catalog below = of(scripts, to, operation, journal, stop);
        Catalog live = catalogs.live();
        Set<String> there = live.objects().stream().map(CatalogObject::path).collect(Collectors.toSet());
        List<CatalogObject> going = Catalog.byTables(below.differencesFrom(of(scripts, from, operation, journal, stop))).stream()
                .filter(Difference::isMissing).map(Difference::object)
                .filter(object -> object.kind() == CatalogKind.COLUMN
                        || (object.kind() == CatalogKind.TABLE && object.definition().contains("table")))
                .filter(object -> there.contains(object.path())).toList();
        return catalogs.count(going);
    }

    /// Names the live database for good, as [Catalogs#database] does.
    String database() {
        return catalogs.database();
    }

    /// The catalogs, up to the first revision that no empty database takes.
    private record Built(SortedMap<Revision, Catalog> catalogs, Optional<SchemaProblem.NotBuildable> end) {}

    /// The schema of each revision, with [Revision#BASE], from memory or from disk; what is in neither is built once more.
    private synchronized Built built(List<Script> scripts, OperationId operation, Journal journal,
            StopSignal stop) {
        List<String> keys = keys(scripts);
        if (known.size() > 2 * keys.size() + MEMORY) {
            known.clear();
            pool = new Catalog.Pool();
        }
        SortedMap<Revision, Catalog> found = new TreeMap<>();
        List<String> below = List.of();
        for (int i = 0; i < keys.size(); i++) {
            Optional<Catalog> there = there(keys.get(i), below);
            if (there.isEmpty()) {
                return new Built(found, build(scripts, keys, found, operation, journal, stop));
            }
            found.put(i == 0 ? Revision.BASE : scripts.get(i - 1).revision(), there.get());
            below = there.get().lines();
        }
        return new Built(found, Optional.empty());
    }

    private Optional<Catalog> there(String key, List<String> below) {
        Catalog inMemory = known.get(key);
        if (inMemory != null) {
            return Optional.of(inMemory);
        }
        Optional<Catalog> onDisk = store.read(key, below).map(pool::catalog);
        onDisk.ifPresent(catalog -> known.put(key, catalog));
        return onDisk;
    }

    private List<String> keys(List<Script> scripts) {
        List<String> keys = new ArrayList<>(List.of(CatalogStore.key(catalogs.server())));
        scripts.forEach(script -> keys.add(CatalogStore.key(keys.getLast(), script)));
        return keys;
    }

    private Optional<SchemaProblem.NotBuildable> build(List<Script> scripts, List<String> keys,
            SortedMap<Revision, Catalog> found, OperationId operation, Journal journal, StopSignal stop) {
        journal.info(Source.KEEPER, "building " + scripts.size() + " revisions on an empty database, to compare");
        try {
            catalogs.build(scripts, new Gathering(keys, found), operation, journal, stop);
            return Optional.empty();
        } catch (ProblemException e) {
            if (e.problem() instanceof SchemaProblem.NotBuildable end) {
                return Optional.of(end);
            }
            throw e;
        }
    }

    /// Keeps what it sees, in memory and on disk.
    private final class Gathering implements Catalogs.Sight {

        private final List<String> keys;
        private final SortedMap<Revision, Catalog> found;
        private int number;
        private List<String> below = List.of();

        Gathering(List<String> keys, SortedMap<Revision, Catalog> found) {
            this.keys = keys;
            this.found = found;
            this.number = found.size();
            found.values().forEach(catalog -> below = catalog.lines());
        }

        @Override
        public boolean wanted(Revision revision) {
            return !found.containsKey(revision);
        }

        @Override
        public void seen(Revision revision, List<String> lines) {
            Catalog catalog = pool.catalog(lines);
            store.write(keys.get(number), below, lines);
            below = catalog.lines();
            known.put(keys.get(number), catalog);
            number++;
            found.put(revision, catalog);
        }
    }
}
