package dev.lockkeeper.schema;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.CatalogObject;
import java.util.List;

/// The schema that a database really has, and the one that scripts make. Throws [SchemaProblem] or
/// [dev.lockkeeper.readiness.ConnectionProblem].
public interface Catalogs {

    /// What stands in the live database now.
    Catalog live();

    /// Names the live database for good: the server's own number, and the database's in it.
    String database();

    /// What decides, beside the scripts, how a catalog is written: the server's major version.
    String server();

    /// What stands in these tables and columns of the live database, for each in their order: rows, or values that are not the column's default.
    List<Loss> count(List<CatalogObject> going);

    /// Runs the scripts, in their order, on an empty database beside the live one, which is dropped at the end whatever happens. `at` sees the
    /// schema after each of them, and before the first ([Revision#BASE]), as the lines of `db/catalog.sql`. A stop leaves
    /// nothing behind.
    void build(List<Script> scripts, Sight at, OperationId operation, Journal journal, StopSignal stop);

    /// Sees the schema that a revision makes.
    interface Sight {

        /// Whether this revision's is worth the reading.
        default boolean wanted(Revision revision) {
            return true;
        }

        void seen(Revision revision, List<String> lines);
    }
}
