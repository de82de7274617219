package dev.lockkeeper.backup;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The head of what `pg_dump` writes in its own forms, as PostgreSQL's `pg_backup_archiver.c` writes it.
final class ArchiveHeader {

    static final String MAGIC = "PGDMP";

    private static final int CUSTOM = 1;

    /// `pg_dump -Fd` writes the table of contents of a folder as if it stood in a tar.
    private static final int TAR = 3;

    private static final int DIRECTORY = 5;

    private static final Pattern MAJOR = Pattern.compile("(\\d{1,4})(?:\\.\\d.*|\\D.*)?");

    private final byte[] head;
    private int at = MAGIC.length();
    private int intSize;

    private ArchiveHeader(byte[] head) {
        this.head = head;
    }

    /// What a file is that begins with the magic word. A header cut short tells what it still tells.
    static FileKind read(byte[] head) {
        return new ArchiveHeader(head).kind();
    }

    private FileKind kind() {
        int major = next();
        int minor = next();
        // before 1.1 there was no third number; nobody has such a file, and `pg_restore` refuses it
        int revision = next();
        intSize = next();
        int offsetSize = next();
        int format = next();
        if (major < 0 || minor < 0 || revision < 0 || intSize < 1 || intSize > 32 || offsetSize < 0) {
            return new FileKind.Other("damaged pg_dump archive");
        }
        if (format == TAR || format == DIRECTORY) {
            return new FileKind.Other("pg_dump directory");
        }
        if (format != CUSTOM) {
            return new FileKind.Other("damaged pg_dump archive");
        }
        String version = major + "." + minor;
        if (major != 1 || minor < 10) {
            return new FileKind.CustomArchive(0, version, "", "");
        }
        // 1.15 keeps the compression's name in a byte, those before keep its level in a number
        boolean readable = minor >= 15 ? next() >= 0 : number().isPresent();
        for (int field = 0; field < 7; field++) {
            readable &= number().isPresent();
        }
        Optional<String> database = readable ? text() : Optional.empty();
        Optional<String> server = database.isPresent() ? text() : Optional.empty();
        Optional<String> tool = server.isPresent() ? text() : Optional.empty();
        return new FileKind.CustomArchive(major(server.orElse("")), version, server.orElse(""), tool.orElse(""));
    }

    /// `15` of `15.18 (Debian 15.18-0+deb12u1)`, and 9 of `9.6.24`; 0: unknown.
    static int major(String version) {
        Matcher number = MAJOR.matcher(version);
        return number.matches() ? Integer.parseInt(number.group(1)) : 0;
    }

    private int next() {
        return at < head.length ? head[at++] & 0xff : -1;
    }

    /// A sign, then the bytes of the number, lowest first.
    private Optional<Integer> number() {
        int sign = next();
        long value = 0;
        for (int i = 0; i < intSize; i++) {
            int digit = next();
            if (digit < 0 || (i >= 4 && digit != 0)) {
                return Optional.empty();
            }
            value |= i < 4 ? (long) digit << (8 * i) : 0;
        }
        return sign < 0 || value > Integer.MAX_VALUE ? Optional.empty() : Optional.of((int) (sign == 0 ? value : -value));
    }

    /// A number of bytes, then these; a negative number stands for no text at all.
    private Optional<String> text() {
        Optional<Integer> length = number();
        if (length.isEmpty() || length.get() > head.length - at) {
            return Optional.empty();
        }
        if (length.get() < 0) {
            return Optional.of("");
        }
        String text = new String(head, at, length.get(), StandardCharsets.UTF_8);
        at += length.get();
        return Optional.of(text.chars().anyMatch(letter -> letter < ' ') ? "" : text);
    }
}
