package dev.lockkeeper.schema;

import dev.lockkeeper.words.Message;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Under which ids Alembic knows our revisions. `same`: under our own, also those that `byRevision` does not list.
/// `refusal` says why the ids of an Alembic folder that is there could not be matched.
public record AlembicIds(Map<Revision, String> byRevision, boolean same, Optional<Message> refusal) {

    /// Alembic's ids are our numbers.
    public static final AlembicIds SAME = new AlembicIds(Map.of(), true, Optional.empty());

    public AlembicIds {
        byRevision = Collections.unmodifiableMap(new TreeMap<>(byRevision));
    }

    /// Ids that leave no doubt.
    public static AlembicIds of(Map<Revision, String> byRevision) {
        return new AlembicIds(byRevision, false, Optional.empty());
    }

    /// Alembic's id for a revision of ours; empty where its folder has no counterpart.
    public Optional<String> id(Revision revision) {
        return Optional.ofNullable(byRevision.get(revision)).or(() -> same || revision.isBase()
                ? Optional.of(revision.id())
                : Optional.empty());
    }

    /// The revision of ours that Alembic calls by this id.
    public Optional<Revision> revision(String id) {
        return byRevision.entrySet().stream().filter(entry -> entry.getValue().equals(id)).map(Map.Entry::getKey).findFirst();
    }

    /// Alembic's id where it is another text than ours, for showing beside it.
    public Optional<String> other(Revision revision) {
        return id(revision).filter(id -> !id.equals(revision.id()));
    }

    /// These ids, and for revisions that have none here, the ones that `kept` has.
    public AlembicIds or(Map<Revision, String> kept) {
        if (kept.isEmpty()) {
            return this;
        }
        Map<Revision, String> both = new TreeMap<>(kept);
        both.putAll(byRevision);
        return new AlembicIds(both, false, refusal);
    }
}
