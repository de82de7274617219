package dev.lockkeeper.backup;

/// What a file turns out to be by its first bytes, whatever its name says.
public sealed interface FileKind {

    /// `pg_dump -Fc`. `major` is that of the PostgreSQL whose rows these are, as far as the header tells (0: unknown); `format` the archive's
    /// form, `1.14`. `server` and `tool` are the versions of that server and of the `pg_dump` as they stand in the header; empty: unknown.
    record CustomArchive(int major, String format, String server, String tool) implements FileKind {

        /// The major of the `pg_dump` that wrote it, which may be newer than its server; 0: unknown.
        public int toolMajor() {
            return ArchiveHeader.major(tool);
        }
    }

    /// `pg_dump` without a format, or SQL from elsewhere. `complete` is whether the line that ends such a dump is there.
    record PlainSql(boolean complete) implements FileKind {}

    /// The data folder of a stopped practice database.
    record ColdCopy() implements FileKind {}

    /// Encrypted with age; what is inside is known only to the key.
    record Encrypted() implements FileKind {}

    /// No backup that we can read; `what` names it for a person: `zip`, `png`, `empty`, `folder`.
    record Other(String what) implements FileKind {}
}
