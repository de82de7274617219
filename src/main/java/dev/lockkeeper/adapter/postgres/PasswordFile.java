package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.OperationId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A password in a file of this user's, for as long as one of PostgreSQL's programs needs it.
record PasswordFile(Path path) implements AutoCloseable {

    // in the temp folder, not beside a backup: that may be on a disk without permissions, where libpq would not read it
    static PasswordFile of(Secret secret, OperationId operation) throws IOException {
        Path file = Files.createTempFile("lockkeeper-" + operation, ".pgpass");
        Files.writeString(file,
                "*:*:*:*:" + secret.reveal().replace("\\", "\\\\").replace(":", "\\:") + "\n");
        return new PasswordFile(file);
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }
}
