package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// The one statement that moves Alembic's ledger, and only from where it was seen. `target` is Alembic's id, empty at base.
record AlembicMove(String sql, List<String> values, Optional<String> target) {

    /// From the `there` of `table` to what Alembic calls `to`; with `from`, only if that is where it stands. Empty: it is at base and stays.
    static Optional<AlembicMove> of(String table, List<String> there, Optional<Revision> from, Revision to, AlembicIds ids)
            throws SQLException {
        if (there.size() > 1) {
            throw new ProblemException(new SchemaProblem.AlembicHeads(there));
        }
        String target = ids.id(to)
                .orElseThrow(() -> new ProblemException(new SchemaProblem.AlembicCounterpartMissing(to, "V" + to)));
        String id = there.isEmpty() ? "" : there.getFirst();
        if (from.isPresent() && !from.get().isBase()
                && !ids.revision(id).orElse(new Revision(id)).equals(from.get())) {
            throw new SQLException("alembic_version is " + id + ", not " + from.get());
        }
        if (to.isBase()) {
            return there.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new AlembicMove("DELETE FROM " + table + " WHERE version_num = ?", List.of(id),
                            Optional.empty()));
        }
        return Optional.of(there.isEmpty()
                ? new AlembicMove("INSERT INTO " + table + " (version_num) VALUES (?)", List.of(target), Optional.of(target))
                : new AlembicMove("UPDATE " + table + " SET version_num = ? WHERE version_num = ?", List.of(target, id),
                        Optional.of(target)));
    }

    void mustHaveMoved(int rows) throws SQLException {
        if (rows != 1) {
            throw new SQLException("alembic_version was moved by another session");
        }
    }
}
