package dev.lockkeeper.schema;

/// The way up through several revisions in one run, one after the other. Closing it takes nothing back.
public interface Ascent extends AutoCloseable {

    /// As [MigrationHistory#raise]; returns the level that it has moved the ledgers to.
    Revision raise(Revision next);

    @Override
    void close();
}
