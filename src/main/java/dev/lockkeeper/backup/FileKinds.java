package dev.lockkeeper.backup;

import dev.lockkeeper.backup.FileKind.ColdCopy;
import dev.lockkeeper.backup.FileKind.Encrypted;
import dev.lockkeeper.backup.FileKind.Other;
import dev.lockkeeper.backup.FileKind.PlainSql;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/// Tells what a file is by what stands in it. Reads only plain files, so that nothing it is pointed at can hold it up or lead it elsewhere.
public final class FileKinds {

    private static final int HEAD = 1 << 16;
    private static final int TAIL = 1 << 13;

    /// A cold copy names its version among its first files; nobody waits for the end of something else.
    private static final long UNPACKED = 64L << 20;

    private static final int ENTRIES = 20_000;

    private static final String TRAILER = "-- PostgreSQL database dump complete";
    private static final Pattern UNRESTRICT = Pattern.compile("\\\\unrestrict [A-Za-z0-9]+");
    private static final Pattern FIRST_WORD = Pattern.compile("\\\\?[A-Za-z]+");

    private static final Set<String> SQL_WORDS = Set.of("abort", "alter", "analyze", "begin", "call", "comment", "commit", "copy",
            "create", "deallocate", "delete", "discard", "do", "drop", "end", "explain", "grant", "import", "insert", "lock",
            "merge", "notify", "prepare", "reassign", "refresh", "reindex", "reset", "revoke", "rollback", "savepoint",
            "security",
            "select", "set", "show", "start", "table", "truncate", "update", "vacuum", "values", "with");

    /// Each letter is a byte.
    private static final List<Magic> MAGICS = List.of(new Magic("zip", "PK\u0003\u0004"), new Magic("zip", "PK\u0005\u0006"),
            new Magic("png", "\u0089PNG"), new Magic("pdf", "%PDF-"), new Magic("jpeg", "\u00ff\u00d8\u00ff"),
            new Magic("xz", "\u00fd7zXZ\0"), new Magic("zstd", "(\u00b5/\u00fd"),
            new Magic("lz4", "\u0004\"M\u0018"),
            new Magic("bzip2", "BZh"), new Magic("7z", "7z\u00bc\u00af"), new Magic("rar", "Rar!"),
            new Magic("program", "\u007fELF"),
            new Magic("SQLite database", "SQLite format 3"), new Magic("UTF-16 text", "\u00ff\u00fe"),
            new Magic("UTF-16 text", "\u00fe\u00ff"));

    private FileKinds() {}

    /// What the file is, whatever its name says. No link is followed; a missing file is an [IOException], and so is one we may not read.
    public static FileKind of(Path file) throws IOException {
        BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (facts.isSymbolicLink()) {
            return new Other("symbolic link");
        }
        if (facts.isDirectory()) {
            return folder(file);
        }
        if (!facts.isRegularFile()) {
            return new Other("device or pipe");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return of(in, Math.max(0, facts.size() - HEAD - TAIL));
        }
    }

    /// What the stream gives. SQL is read to its end, which tells whether it is all there; of anything else only the beginning is.
    public static FileKind of(InputStream in) throws IOException {
        return of(in, 0);
    }

    /// `skippable` bytes after the head tell nothing.
    private static FileKind of(InputStream in, long skippable) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        Optional<FileKind> binary = binary(head, in);
        if (binary.isPresent()) {
            return binary.get();
        }
        Optional<String> strange = text(head);
        if (strange.isPresent()) {
            return new Other(strange.get());
        }
        for (long left = skippable; left > 0;) {
            long skipped = in.skip(left);
            left = skipped <= 0 ? 0 : left - skipped;
        }
        return new PlainSql(complete(tail(head, in)));
    }

    private static FileKind folder(Path folder) throws IOException {
        Path contents = folder.resolve("toc.dat");
        if (Files.isRegularFile(contents, LinkOption.NOFOLLOW_LINKS)) {
            try (InputStream in = Files.newInputStream(contents, LinkOption.NOFOLLOW_LINKS)) {
                if (begins(in.readNBytes(ArchiveHeader.MAGIC.length()), ArchiveHeader.MAGIC)) {
                    return new Other("pg_dump directory");
                }
            }
        }
        return new Other("folder");
    }

    private static Optional<FileKind> binary(byte[] head, InputStream rest) throws IOException {
        if (head.length == 0) {
            return Optional.of(new Other("empty"));
        }
        if (begins(head, ArchiveHeader.MAGIC)) {
            return Optional.of(ArchiveHeader.read(head));
        }
        if (begins(head, "age-encryption.org/v1\n") || begins(head, "-----BEGIN AGE ENCRYPTED FILE-----")) {
            return Optional.of(new Encrypted());
        }
        if (head.length > 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b) {
            return Optional.of(coldCopy(new SequenceInputStream(new ByteArrayInputStream(head), rest))
                    ? new ColdCopy()
                    : new Other("gzip"));
        }
        if (head.length > 262 && begins(Arrays.copyOfRange(head, 257, 262), "ustar")) {
            return Optional.of(new Other(begins(head, "toc.dat\0") ? "pg_dump tar" : "tar"));
        }
        for (Magic magic : MAGICS) {
            if (begins(head, magic.bytes())) {
                return Optional.of(new Other(magic.name()));
            }
        }
        return holdsZero(head) ? Optional.of(new Other(utf16(head) ? "UTF-16 text" : "binary")) : Optional.empty();
    }

    private static boolean coldCopy(InputStream packed) {
        // nothing is closed: the caller's stream is the caller's
        try {
            InputStream unpacked = new Bounded(new GZIPInputStream(packed, 1 << 16));
            @SuppressWarnings("resource")
            TarArchiveInputStream tar = new TarArchiveInputStream(unpacked, "UTF-8");
            for (int entries = 0; entries < ENTRIES; entries++) {
                TarArchiveEntry entry = tar.getNextEntry();
                if (entry == null || !entry.getName().startsWith("data/")) {
                    return false;
                }
                if (entry.getName().equals("data/PG_VERSION")) {
                    return true;
                }
            }
            return false;
        } catch (IOException | IllegalArgumentException e) {
            return false; // damaged, or something else within: it is no cold copy that could be used
        }
    }

    /// What keeps a text from being SQL.
    private static Optional<String> text(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        int at = text.startsWith("\u00ef\u00bb\u00bf") ? 3 : 0;
        if (text.startsWith("-- MySQL dump", at) || text.startsWith("-- MariaDB dump", at)
                || text.startsWith("/*M!999999", at)) {
            return Optional.of("MySQL dump");
        }
        boolean commented = false;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ';' || text.charAt(at) == '(') {
                at++;
            } else if (text.startsWith("--", at) || text.startsWith("/*", at)) {
                boolean line = text.startsWith("--", at);
                int end = text.indexOf(line ? "\n" : "*/", at);
                commented = true;
                at = end < 0 ? text.length() : end + (line ? 1 : 2);
            } else {
                Matcher word = FIRST_WORD.matcher(text).region(at, text.length());
                boolean sql = word.lookingAt()
                        && (text.charAt(at) == '\\' || SQL_WORDS.contains(word.group().toLowerCase(Locale.ROOT)));
                return sql ? Optional.empty() : Optional.of("text");
            }
        }
        return commented ? Optional.empty() : Optional.of(text.isBlank() ? "empty" : "text");
    }

    private static byte[] tail(byte[] head, InputStream rest) throws IOException {
        byte[] last = Arrays.copyOfRange(head, Math.max(0, head.length - TAIL), head.length);
        for (byte[] more = rest.readNBytes(HEAD); more.length > 0; more = rest.readNBytes(HEAD)) {
            byte[] both = Arrays.copyOf(last, last.length + more.length);
            System.arraycopy(more, 0, both, last.length, more.length);
            last = Arrays.copyOfRange(both, Math.max(0, both.length - TAIL), both.length);
        }
        return last;
    }

    private static boolean complete(byte[] tail) {
        List<String> lines = new String(tail, StandardCharsets.ISO_8859_1).lines().toList().reversed();
        for (String line : lines) {
            if (line.equals(TRAILER)) {
                return true;
            }
            if (!line.isBlank() && !line.equals("--") && !UNRESTRICT.matcher(line).matches()) {
                return false;
            }
        }
        return false;
    }

    private static boolean begins(byte[] head, String word) {
        byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
        return head.length >= bytes.length && Arrays.equals(head, 0, bytes.length, bytes, 0, bytes.length);
    }

    private static boolean holdsZero(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /// Latin letters take two bytes each there, one of which is zero.
    private static boolean utf16(byte[] head) {
        int pairs = Math.min(head.length / 2, 64);
        int zeros = 0;
        int odd = 0;
        for (int i = 0; i < 2 * pairs; i++) {
            zeros += head[i] == 0 ? 1 : 0;
            odd += head[i] == 0 && i % 2 == 1 ? 1 : 0;
        }
        return pairs >= 4 && zeros > pairs / 2 && zeros <= pairs && (odd == zeros || odd == 0);
    }

    private record Magic(String name, String bytes) {}

    /// Ends early what could go on unpacking for hours.
    private static final class Bounded extends java.io.FilterInputStream {

        private long left = UNPACKED;

        Bounded(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            return left-- <= 0 ? -1 : super.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left <= 0) {
                return -1;
            }
            int read = super.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(read, 0);
            return read;
        }
    }
}
