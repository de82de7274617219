package dev.lockkeeper.schema;

import java.util.Optional;

/// What the two ledgers of a database say: Flyway's history (ours) and `alembic_version`. Empty: there is no such ledger.
/// `alembic` is the level in our numbers; `ids` has Alembic's own names.
public record Ledgers(Optional<Revision> flyway, Optional<Revision> alembic, AlembicIds ids) {

    /// Ledgers that call the revisions alike.
    public Ledgers(Optional<Revision> flyway, Optional<Revision> alembic) {
        this(flyway, alembic, AlembicIds.SAME);
    }

    /// What stands in `alembic_version`, or would at this level.
    public String alembicId(Revision revision) {
        return ids.id(revision).orElse(revision.id());
    }

    /// Both there, and not the same level.
    public boolean disagree() {
        return flyway.isPresent() && alembic.isPresent() && !flyway.equals(alembic);
    }

    /// Only Alembic's is there: the database waits to be adopted.
    public boolean onlyAlembic() {
        return flyway.isEmpty() && alembic.isPresent();
    }
}
