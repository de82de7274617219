package dev.lockkeeper.adapter.age;

import com.exceptionfactory.jagged.x25519.X25519KeyPairGenerator;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Keys;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Makes private keys as `age-keygen` does.
public final class AgeKeys implements Keys {

    private final InstantSource clock;

    public AgeKeys(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public String make(Path identity) {
        KeyPair pair = pair();
        String recipient = pair.getPublic().toString();
        try {
            PrivateFiles.makeFile(identity);
            try {
                Files.writeString(identity, "# created: " + clock.instant().truncatedTo(ChronoUnit.SECONDS) + "\n# public key: "
                        + recipient + "\n" + pair.getPrivate() + "\n");
            } catch (IOException e) {
                Files.deleteIfExists(identity);
                throw e;
            }
            return recipient;
        } catch (FileAlreadyExistsException e) {
            throw new ProblemException(new BackupProblem.KeyExists(identity), e);
        } catch (IOException e) {
            Path folder = identity.toAbsolutePath().getParent();
            throw new ProblemException(
                    new BackupProblem.BackupFolderUnusable(folder == null ? identity : folder, e.getClass().getSimpleName()), e);
        }
    }

    private static KeyPair pair() {
        try {
            return new X25519KeyPairGenerator().generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java since 11 has it
        }
    }
}
