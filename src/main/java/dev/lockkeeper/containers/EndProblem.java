package dev.lockkeeper.containers;

import dev.lockkeeper.operation.Problem;

/// Why the database server in a container ended, as far as its log and its exit code prove it.
public sealed interface EndProblem extends Problem {

    Ended ended();

    /// The data belongs to another major version of PostgreSQL. The server touched none of it.
    record PgMajorMismatch(String data, String server, Ended ended) implements EndProblem {}

    /// The images of PostgreSQL 18 and later expect the volume one folder higher.
    record Pg18Mount(Ended ended) implements EndProblem {}

    /// An empty volume, and no password to make a database with.
    record FirstPasswordMissing(Ended ended) implements EndProblem {}

    record DockerDiskFull(Ended ended) implements EndProblem {}

    /// `/dev/shm` of the container is too small; no disk is full although the text says so.
    record SharedMemoryFull(Ended ended) implements EndProblem {}

    /// `where` is the file and line, or the setting.
    record ConfigurationInvalid(String where, Ended ended) implements EndProblem {}

    /// A script of the first start failed. The next start skips the rest and looks well.
    record InitScriptFailed(String where, Ended ended) implements EndProblem {}

    /// `inCompose`: the Compose file is where it is named.
    record LocaleInvalid(String locale, boolean inCompose, Ended ended) implements EndProblem {}

    /// The volume holds something that is no database, so none was made in it.
    record DataFolderNotEmpty(String folder, Ended ended) implements EndProblem {}

    /// The server may not read or own its data.
    record DataFolderForbidden(String detail, Ended ended) implements EndProblem {}

    /// Another server works on the same data, or seems to.
    record DataInUse(String detail, Ended ended) implements EndProblem {}

    /// The log that a recovery needs is not there or not whole.
    record WalDamaged(String detail, Ended ended) implements EndProblem {}

    /// A file that every database has is missing.
    record DataFilesMissing(String detail, Ended ended) implements EndProblem {}

    /// Inside the container somebody else has the server's port.
    record ListenAddressTaken(String detail, Ended ended) implements EndProblem {}

    record StartedAsRoot(Ended ended) implements EndProblem {}

    /// An extension that the configuration loads is not in this image.
    record LibraryMissing(String library, Ended ended) implements EndProblem {}

    /// The image cannot run on this machine: made for another processor, or its start script is damaged.
    record ImageUnfit(String detail, Ended ended) implements EndProblem {}

    /// The server asks for more memory than there is.
    record MemoryRefused(String detail, Ended ended) implements EndProblem {}

    /// The engine says that the memory limit ended it.
    record OutOfMemory(Ended ended) implements EndProblem {}

    /// Code 137, and the engine does not say that memory was the reason.
    record ContainerKilled(Ended ended) implements EndProblem {}

    /// Somebody stopped it. `clean` where the server itself wrote that it shut down.
    record ContainerStopped(boolean clean, Ended ended) implements EndProblem {}
}
