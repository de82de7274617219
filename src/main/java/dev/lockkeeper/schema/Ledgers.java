package dev.lockkeeper.schema;

import java.util.Optional;

/// What the two ledgers of a database say: Flyway's history (ours) and `alembic_version`. Empty: there is no such ledger.
public record Ledgers(Optional<Revision> flyway, Optional<Revision> alembic) {

    /// Both there, and not the same level.
    public boolean disagree() {
        return flyway.isPresent() && alembic.isPresent() && !flyway.equals(alembic);
    }

    /// Only Alembic's is there: the database waits to be adopted.
    public boolean onlyAlembic() {
        return flyway.isEmpty() && alembic.isPresent();
    }
}
