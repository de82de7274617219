package dev.lockkeeper.backup;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/// Encrypts backups for those who hold a key, and opens them with one.
public interface Sealing {

    /// The keys that backups are encrypted for; empty when they are not encrypted.
    List<String> recipients();

    /// Whether there is a key here to open what was encrypted.
    boolean opens();

    /// Encrypts what is written, for all recipients. Closing ends the file; one that was not closed does not open.
    OutputStream seal(OutputStream to) throws IOException;

    /// Decrypts as it is read, and gives out nothing that was not proven genuine. Throws [BackupProblem.KeyMissing], [BackupProblem.KeyWrong]
    /// at once, and [SealBrokenException] while reading, where the file is damaged, reordered or cut short.
    InputStream open(InputStream sealed) throws IOException;

    /// Encrypts nothing and opens nothing.
    static Sealing none() {
        return new Sealing() {
            @Override
            public List<String> recipients() {
                return List.of();
            }

            @Override
            public boolean opens() {
                return false;
            }

            @Override
            public OutputStream seal(OutputStream to) {
                throw new IllegalStateException("no recipients");
            }

            @Override
            public InputStream open(InputStream sealed) {
                throw new dev.lockkeeper.operation.ProblemException(new BackupProblem.KeyMissing(""));
            }
        };
    }

    /// The encrypted file is not as it was written.
    final class SealBrokenException extends IOException {
        private static final long serialVersionUID = 1L;

        public SealBrokenException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
