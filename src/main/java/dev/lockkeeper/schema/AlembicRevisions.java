package dev.lockkeeper.schema;

import java.util.Optional;

/// A folder of Alembic revisions beside the project, read without Python.
@FunctionalInterface
public interface AlembicRevisions {

    /// Nowhere to look.
    AlembicRevisions NONE = Optional::empty;

    /// What is in the folder now; empty where the project has none. Throws [SchemaProblem.AlembicFolderMissing] for a folder that was
    /// asked for and is not there.
    Optional<AlembicListing> list();
}
