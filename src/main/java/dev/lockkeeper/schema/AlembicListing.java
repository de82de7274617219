package dev.lockkeeper.schema;

import java.nio.file.Path;
import java.util.List;

/// What a folder of Alembic revisions holds, in the order in which the folder lists its files: Alembic breaks ties by it.
/// `unread` names what could not be read by rule, as `file:line: why`; nothing is concluded from the rest then.
public record AlembicListing(Path folder, List<AlembicRevision> revisions, List<String> unread) {

    public AlembicListing {
        revisions = List.copyOf(revisions);
        unread = List.copyOf(unread);
    }
}
