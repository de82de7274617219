package dev.lockkeeper.environment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;

/// The keys of one `.env` file, with the values that Docker Compose would read from it.
final class EnvFile {

    private static final int LIMIT = 1 << 20;

    private final Map<String, String> values;

    private EnvFile(Map<String, String> values) {
        this.values = values;
    }

    /// Reads the file; `process` knows the variables of this process. Throws [EnvironmentProblem.EnvironmentUnreadable] or
    /// [EnvironmentProblem.EnvironmentMalformed], never with a value of the file in it.
    static EnvFile read(Path file, Function<String, Optional<String>> process) {
        return parsed(file, text(file), process);
    }

    /// The same of a text that is, or is to become, the file's.
    static EnvFile parsed(Path file, String text, Function<String, Optional<String>> process) {
        try {
            return new EnvFile(EnvGrammar.read(text, process));
        } catch (EnvSyntaxException e) {
            int line = 1 + (int) text.substring(0, e.at()).chars().filter(letter -> letter == '\n').count();
            throw new ProblemException(new EnvironmentProblem.EnvironmentMalformed(file, line, e.reason()));
        }
    }

    /// The value of a key; empty when the key is not there or has nothing.
    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(key)).filter(value -> !value.isEmpty());
    }

    static String text(Path file) {
        try {
            // Looked at before it is opened: opening a pipe would wait for somebody who writes.
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (attributes.isDirectory()) {
                throw unreadable(file, "folder");
            }
            if (!attributes.isRegularFile()) {
                throw unreadable(file, "no-file");
            }
            if (attributes.size() > LIMIT) {
                throw unreadable(file, "too-long");
            }
            try (InputStream bytes = Files.newInputStream(file)) {
                byte[] all = bytes.readNBytes(LIMIT + 1);
                if (all.length > LIMIT) {
                    throw unreadable(file, "too-long");
                }
                return decoded(file, all);
            }
        } catch (NoSuchFileException e) {
            throw unreadable(file, "gone");
        } catch (AccessDeniedException e) {
            throw unreadable(file, "forbidden");
        } catch (IOException e) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentUnreadable(file,
                    Message.verbatim(String.valueOf(e.getMessage()))), e);
        }
    }

    private static String decoded(Path file, byte[] bytes) {
        if (begins(bytes, 0xFF, 0xFE) || begins(bytes, 0xFE, 0xFF)) {
            throw unreadable(file, "utf-16");
        }
        int from = begins(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        String text;
        try {
            text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, "not-utf-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw unreadable(file, "zero-byte");
        }
        return text;
    }

    private static boolean begins(byte[] bytes, int... first) {
        if (bytes.length < first.length) {
            return false;
        }
        for (int i = 0; i < first.length; i++) {
            if ((bytes[i] & 0xFF) != first[i]) {
                return false;
            }
        }
        return true;
    }

    private static ProblemException unreadable(Path file, String key) {
        return new ProblemException(
                new EnvironmentProblem.EnvironmentUnreadable(file, Message.of("environment.unreadable." + key)));
    }
}
