package dev.lockkeeper.backup;

/// What a file turns out to be by its first bytes, whatever its name says.
public sealed interface FileKind {

    /// `pg_dump -Fc`. `major` is the PostgreSQL that wrote it, as far as the header tells (0: unknown); `format` the archive format, `1.14`.
    record CustomArchive(int major, String format) implements FileKind {}

    /// `pg_dump` without a format, or SQL from elsewhere. `complete` is whether the line that ends such a dump is there.
    record PlainSql(boolean complete) implements FileKind {}

    /// The data folder of a stopped practice database.
    record ColdCopy() implements FileKind {}

    /// Encrypted with age; what is inside is known only to the key.
    record Encrypted() implements FileKind {}

    /// No backup that we can read; `what` names it for a person: `zip`, `png`, `empty`, `folder`.
    record Other(String what) implements FileKind {}
}
