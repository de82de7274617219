package dev.lockkeeper.environment;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/// The text of an `.env` file and how it is written down.
record EnvText(String text, Coding coding) {

    private static final int LIMIT = 1 << 20;

    enum Coding {
        UTF_8, UTF_8_MARKED, UTF_16LE, UTF_16BE
    }

    /// Throws [EnvironmentProblem.EnvironmentUnreadable].
    static EnvText read(Path file) {
        byte[] bytes = bytes(file);
        EnvText text = begins(bytes, 0xFF, 0xFE)
                ? new EnvText(decoded(file, bytes, 2, StandardCharsets.UTF_16LE), Coding.UTF_16LE)
                : begins(bytes, 0xFE, 0xFF)
                        ? new EnvText(decoded(file, bytes, 2, StandardCharsets.UTF_16BE), Coding.UTF_16BE)
                        : begins(bytes, 0xEF, 0xBB, 0xBF)
                                ? new EnvText(decoded(file, bytes, 3, StandardCharsets.UTF_8), Coding.UTF_8_MARKED)
                                : new EnvText(decoded(file, bytes, 0, StandardCharsets.UTF_8), Coding.UTF_8);
        if (text.text.indexOf('\0') >= 0) {
            throw unreadable(file, "zero-byte");
        }
        return text;
    }

    /// Its statements. Throws [EnvironmentProblem.EnvironmentMalformed].
    List<EnvGrammar.Entry> entries(Path file) {
        try {
            return EnvGrammar.entries(text);
        } catch (EnvSyntaxException e) {
            throw malformed(file, e);
        }
    }

    ProblemException malformed(Path file, EnvSyntaxException e) {
        return new ProblemException(new EnvironmentProblem.EnvironmentMalformed(file, line(e.at()), e.reason()));
    }

    /// The line of a place in the text, counted from 1.
    int line(int at) {
        return 1 + (int) text.substring(0, at).chars().filter(letter -> letter == '\n').count();
    }

    private static byte[] bytes(Path file) {
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
                return all;
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

    private static String decoded(Path file, byte[] bytes, int from, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes, from, bytes.length - from)).toString();
        } catch (CharacterCodingException e) {
            throw unreadable(file, charset.equals(StandardCharsets.UTF_8) ? "not-utf-8" : "utf-16");
        }
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

    static ProblemException unreadable(Path file, String key) {
        return new ProblemException(
                new EnvironmentProblem.EnvironmentUnreadable(file, Message.of("environment.unreadable." + key)));
    }
}
