package dev.lockkeeper.adapter.age;

import com.exceptionfactory.jagged.FileKey;
import com.exceptionfactory.jagged.RecipientStanza;
import com.exceptionfactory.jagged.RecipientStanzaReader;
import com.exceptionfactory.jagged.RecipientStanzaWriter;
import com.exceptionfactory.jagged.UnsupportedRecipientStanzaException;
import com.exceptionfactory.jagged.framework.stream.StandardDecryptingChannelFactory;
import com.exceptionfactory.jagged.framework.stream.StandardEncryptingChannelFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaReaderFactory;
import com.exceptionfactory.jagged.x25519.X25519RecipientStanzaWriterFactory;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Encrypts backups in the age format, for the public keys in one file, and opens them with the private keys in another. Both files are as
/// the program `age` reads them: a key a line, comments after `#`. They are read anew each time, so that a stick can come and go.
public final class AgeSealing implements Sealing {

    private static final String SECRET = "AGE-SECRET-KEY-1";

    private final Optional<Path> recipients;
    private final Optional<Path> identity;

    /// `recipients` names the public keys (`age1…`), `identity` the private ones (`AGE-SECRET-KEY-1…`). Either may be absent, or name a file
    /// that is not there.
    public AgeSealing(Optional<Path> recipients, Optional<Path> identity) {
        this.recipients = recipients;
        this.identity = identity;
    }

    /// Throws [BackupProblem.RecipientsUnusable] where the file is there and names none, or something else: whoever made the file wants
    /// encryption, and must not go without it unknowingly.
    @Override
    public List<String> recipients() {
        return recipients.flatMap(AgeSealing::lines).map(lines -> {
            List<String> keys = new ArrayList<>();
            for (int i = 0; i < lines.size(); i++) {
                if (holdsKey(lines.get(i))) {
                    writer(lines.get(i).strip(), i + 1);
                    keys.add(lines.get(i).strip());
                }
            }
            if (keys.isEmpty()) {
                throw unusable(0);
            }
            return List.copyOf(keys);
        }).orElse(List.of());
    }

    @Override
    public boolean opens() {
        return identity.filter(java.nio.file.Files::isReadable).isPresent();
    }

    @Override
    public OutputStream seal(OutputStream to) throws IOException {
        List<RecipientStanzaWriter> writers = recipients().stream().map(key -> writer(key, 0)).toList();
        if (writers.isEmpty()) {
            throw new IllegalStateException("no recipients");
        }
        try {
            return new SealedOutput(to,
                    new StandardEncryptingChannelFactory().newEncryptingChannel(Channels.newChannel(to), writers));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every Java since 11 has X25519 and ChaCha20
        }
    }

    @Override
    public InputStream open(InputStream sealed) throws IOException {
        List<RecipientStanzaReader> keys = keys();
        RecipientStanzaReader anyKey = stanzas -> fileKey(keys, stanzas);
        try {
            return new SealedInput(
                    new StandardDecryptingChannelFactory().newDecryptingChannel(Channels.newChannel(sealed), List.of(anyKey)));
        } catch (UnsupportedRecipientStanzaException e) {
            throw new ProblemException(new BackupProblem.KeyWrong(lookedAt()), e);
        } catch (IOException e) {
            throw SealedInput.translated(e);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new SealBrokenException("the header is not as it was written", e);
        }
    }

    /// What the first fitting key opens. Handed to Jagged as one, because of several it does not tell whether none fits or the header is damaged.
    private static FileKey fileKey(List<RecipientStanzaReader> keys, Iterable<RecipientStanza> stanzas)
            throws GeneralSecurityException {
        UnsupportedRecipientStanzaException none = new UnsupportedRecipientStanzaException("no key fits");
        if (!stanzas.iterator().hasNext()) {
            throw new GeneralSecurityException("no recipients");
        }
        for (RecipientStanzaReader key : keys) {
            try {
                return key.getFileKey(stanzas);
            } catch (UnsupportedRecipientStanzaException e) {
                none.addSuppressed(e);
            }
        }
        throw none;
    }

    private List<RecipientStanzaReader> keys() {
        List<RecipientStanzaReader> keys = new ArrayList<>();
        for (String line : identity.flatMap(AgeSealing::lines).orElse(List.of())) {
            String key = line.strip();
            if (key.startsWith(SECRET)) {
                try {
                    keys.add(X25519RecipientStanzaReaderFactory.newRecipientStanzaReader(key));
                } catch (GeneralSecurityException | RuntimeException _) {
                    // a key that was cut while copying is none; its text must not get into a log, nor the cause, which repeats it
                }
            }
        }
        if (keys.isEmpty()) {
            throw new ProblemException(new BackupProblem.KeyMissing(lookedAt()));
        }
        return keys;
    }

    private String lookedAt() {
        return identity.map(Path::toString).orElse("—");
    }

    private RecipientStanzaWriter writer(String key, long line) {
        try {
            return X25519RecipientStanzaWriterFactory.newRecipientStanzaWriter(key);
        } catch (GeneralSecurityException | RuntimeException _) {
            throw unusable(line); // without the cause: the line may be a private key by mistake
        }
    }

    private static boolean holdsKey(String line) {
        return !line.isBlank() && !line.strip().startsWith("#");
    }

    /// Empty where the file is not there.
    private static Optional<List<String>> lines(Path file) {
        try {
            String text = Files.readString(file);
            return Optional.of((text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(List.of());
        }
    }

    private ProblemException unusable(long line) {
        return new ProblemException(new BackupProblem.RecipientsUnusable(recipients.orElseThrow(), line));
    }
}
