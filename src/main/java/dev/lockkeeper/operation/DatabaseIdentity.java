package dev.lockkeeper.operation;

import java.util.Optional;

/// Which database answers: the cluster's own number, the database's in it, its name; and why it takes no changes, where it takes none.
public record DatabaseIdentity(String system, long oid, String database, Optional<String> readOnly) {

    /// Whether it is the same database, whatever it takes at this moment.
    public boolean same(DatabaseIdentity other) {
        return system.equals(other.system) && oid == other.oid && database.equals(other.database);
    }

    /// Refuses a database that is not the one that was `shown`, or that takes no changes. Throws [OperationProblem].
    public void mustBe(Optional<DatabaseIdentity> shown) {
        if (shown.isPresent() && !same(shown.get())) {
            throw new ProblemException(new OperationProblem.AnotherDatabase(shown.get().toString(), toString()));
        }
        readOnly.ifPresent(reason -> {
            throw new ProblemException(new OperationProblem.ReadOnlyServer(reason));
        });
    }

    @Override
    public String toString() {
        return database + " (" + system + "/" + oid + ")";
    }
}
