package dev.lockkeeper.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.FileKind.ColdCopy;
import dev.lockkeeper.backup.FileKind.CustomArchive;
import dev.lockkeeper.backup.FileKind.Encrypted;
import dev.lockkeeper.backup.FileKind.Other;
import dev.lockkeeper.backup.FileKind.PlainSql;
import dev.lockkeeper.testing.RealParts;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class FileKindsTest {

    private static final String TRAILER = "--\n-- PostgreSQL database dump complete\n--\n\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"12, 9.0.4, 9", "13, 10.23, 10", "14, 15.18 (Debian 15.18-0+deb12u1), 15", "15, 16.9, 16", "16, 18beta1, 18",
            "16, devel, 0", "99, 30.1, 30"})
    void an_archive_tells_who_wrote_it(int minor, String version, int major) throws IOException {
        assertThat(kind(archive(minor, 1, version))).isEqualTo(new CustomArchive(major, "1." + minor, version, version));
        assertThat(((CustomArchive) kind(archive(minor, 1, version))).toolMajor()).isEqualTo(major);
    }

    @Test
    void an_archive_cut_in_its_head_tells_what_it_still_tells() throws IOException {
        byte[] whole = archive(14, 1, "15.18");
        for (int length = 5; length < whole.length; length++) {
            assertThat(kind(Arrays.copyOf(whole, length))).as("cut at %d", length).satisfiesAnyOf(
                    kind -> assertThat(kind).isEqualTo(new Other("damaged pg_dump archive")),
                    kind -> assertThat(kind).isEqualTo(new CustomArchive(0, "1.14", "", "")),
                    kind -> assertThat(kind).isEqualTo(new CustomArchive(15, "1.14", "15.18", "")));
        }
    }

    @Test
    void what_pg_dump_writes_in_its_other_forms_is_named() throws IOException {
        assertThat(kind(archive(14, 3, "15.18"))).isEqualTo(new Other("pg_dump directory"));
        Path directory = Files.createDirectory(folder.resolve("dump"));
        assertThat(FileKinds.of(directory)).isEqualTo(new Other("folder"));
        Files.write(directory.resolve("toc.dat"), archive(14, 3, "15.18"));
        assertThat(FileKinds.of(directory)).isEqualTo(new Other("pg_dump directory"));
        assertThat(kind(tar("toc.dat"))).isEqualTo(new Other("pg_dump tar"));
        assertThat(kind(tar("photo.png"))).isEqualTo(new Other("tar"));
    }

    @Test
    void a_cold_copy_is_known_by_the_version_inside() throws IOException {
        assertThat(kind(packed(tar("data/", "data/base/1/PG_VERSION", "data/PG_VERSION")))).isEqualTo(new ColdCopy());
        assertThat(kind(packed(tar("data/", "data/photo.png")))).isEqualTo(new Other("gzip"));
        assertThat(kind(packed(tar("home/", "data/PG_VERSION")))).isEqualTo(new Other("gzip"));
        assertThat(kind(packed("SELECT 1;\n".getBytes(StandardCharsets.UTF_8)))).isEqualTo(new Other("gzip"));
        byte[] cut = packed(tar("data/", "data/photo.png"));
        assertThat(kind(Arrays.copyOf(cut, cut.length / 2))).isEqualTo(new Other("gzip"));
    }

    @Test
    void a_file_that_unpacks_for_ever_is_left_early() throws IOException {
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb);
                TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
            TarArchiveEntry entry = new TarArchiveEntry("data/much");
            entry.setSize(256L << 20);
            tar.putArchiveEntry(entry);
            for (int i = 0; i < 256; i++) {
                tar.write(new byte[1 << 20]);
            }
            tar.closeArchiveEntry();
        }
        assertThat(kind(bomb.toByteArray())).isEqualTo(new Other("gzip"));
    }

    @Test
    void an_encrypted_file_is_known_in_both_its_forms() throws IOException {
        assertThat(kind("age-encryption.org/v1\n-> X25519 abc\n")).isEqualTo(new Encrypted());
        assertThat(kind("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n")).isEqualTo(new Encrypted());
        assertThat(kind("age-encryption.org/v2\n")).isEqualTo(new Other("text"));
    }

    @Test
    void what_is_no_backup_is_named() throws IOException {
        assertThat(kind("")).isEqualTo(new Other("empty"));
        assertThat(kind(" \n\t\r\n")).isEqualTo(new Other("empty"));
        assertThat(kind("PK\u0003\u0004rest")).isEqualTo(new Other("zip"));
        assertThat(kind("\u0089PNG\r\n\u001a\n")).isEqualTo(new Other("png"));
        assertThat(kind("%PDF-1.7\n")).isEqualTo(new Other("pdf"));
        assertThat(kind("SELECT 1;\n\0\0")).isEqualTo(new Other("binary"));
        assertThat(kind("# Title\n")).isEqualTo(new Other("text"));
        assertThat(kind("id,name\n1,a\n")).isEqualTo(new Other("text"));
        assertThat(kind("{\"a\": 1}")).isEqualTo(new Other("text"));
        assertThat(kind("<html>")).isEqualTo(new Other("text"));
        assertThat(kind("-- MySQL dump 10.13\n")).isEqualTo(new Other("MySQL dump"));
        byte[] noise = new byte[4_096];
        new Random(1).nextBytes(noise);
        assertThat(kind(noise)).isEqualTo(new Other("binary"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
    void what_a_windows_shell_makes_of_a_dump_is_named(String encoding) throws IOException {
        byte[] bytes = ("--\r\n-- PostgreSQL database dump\r\n--\r\nSELECT '김';\r\n" + TRAILER)
                .getBytes(Charset.forName(encoding));
        assertThat(kind(bytes)).isEqualTo(new Other("UTF-16 text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;\n", "\ufeffSELECT 1;\n",
            "--\n-- PostgreSQL database dump\n--\n\n\\restrict abc\n\nSET x = 1;\n",
            "/* hello */ insert into t values (1);\n", "\\connect app\n", "-- only words\n", "\r\n\r\nBEGIN;\r\n",
            "(SELECT 1);\n"})
    void sql_is_known_with_and_without_its_end(String sql) throws IOException {
        assertThat(kind(sql)).isEqualTo(new PlainSql(false));
        assertThat(kind(sql + TRAILER)).isEqualTo(new PlainSql(true));
        assertThat(kind(sql + TRAILER + "\n\n\n")).isEqualTo(new PlainSql(true));
        assertThat(kind(sql + TRAILER + "\\unrestrict abc\n\n")).isEqualTo(new PlainSql(true));
        assertThat(kind(sql + TRAILER.replace("\n", "\r\n") + "\\unrestrict abc\r\n\r\n")).isEqualTo(new PlainSql(true));
        assertThat(kind(sql + TRAILER + "SELECT 2;\n")).isEqualTo(new PlainSql(false));
        assertThat(kind(sql + TRAILER + "\\unrestrict abc; \\! x\n")).isEqualTo(new PlainSql(false));
        assertThat(kind(sql + TRAILER.substring(0, TRAILER.length() - 8))).isEqualTo(new PlainSql(false));
    }

    @Test
    void the_end_of_a_long_file_is_found_and_so_is_that_of_a_stream() throws IOException {
        for (int length : new int[]{60_000, 65_500, 65_536, 70_000, 73_728, 80_000, 3_000_000}) {
            byte[] sql = ("SELECT '" + "x".repeat(length) + "';\n" + TRAILER).getBytes(StandardCharsets.UTF_8);
            assertThat(kind(sql)).as("%d", length).isEqualTo(new PlainSql(true));
            assertThat(kind(Arrays.copyOf(sql, sql.length - 20))).as("%d, cut", length).isEqualTo(new PlainSql(false));
        }
    }

    @Test
    void no_link_is_followed() throws IOException {
        Path there = Files.writeString(folder.resolve("there.sql"), "SELECT 1;\n");
        RealParts.needed("LOCKKEEPER_ENGINE", !System.getProperty("os.name").startsWith("Windows"), "symbolic links");
        assertThat(FileKinds.of(Files.createSymbolicLink(folder.resolve("link"), there))).isEqualTo(new Other("symbolic link"));
        assertThat(FileKinds.of(Files.createSymbolicLink(folder.resolve("none"), folder.resolve("nowhere"))))
                .isEqualTo(new Other("symbolic link"));
    }

    @Test
    void nothing_that_never_ends_holds_it_up() throws Exception {
        RealParts.needed("LOCKKEEPER_ENGINE", Files.exists(Path.of("/dev/zero")), "devices and pipes");
        assertThat(FileKinds.of(Path.of("/dev/zero"))).isEqualTo(new Other("device or pipe"));
        Path pipe = folder.resolve("pipe");
        Process making = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assertThat(making.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(FileKinds.of(pipe)).isEqualTo(new Other("device or pipe"));
    }

    @Test
    void a_missing_file_is_no_kind() {
        assertThatThrownBy(() -> FileKinds.of(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void noise_never_breaks_it() throws IOException {
        Random random = new Random(20_260_101);
        byte[][] heads = {archive(14, 1, "15.18"), archive(16, 1, "18.1"), packed(tar("data/", "data/PG_VERSION")),
                "SELECT 1;\n".getBytes(StandardCharsets.UTF_8), tar("toc.dat"), {}};
        for (int i = 0; i < 20_000; i++) {
            byte[] head = heads[random.nextInt(heads.length)].clone();
            for (int hits = random.nextInt(8); hits > 0 && head.length > 0; hits--) {
                head[random.nextInt(head.length)] = (byte) random.nextInt(256);
            }
            assertThat(FileKinds.of(new ByteArrayInputStream(head))).isNotNull();
        }
    }

    /// By the file and by the stream, which must agree.
    private FileKind kind(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("photo.png"), bytes);
        FileKind kind = FileKinds.of(file);
        assertThat(FileKinds.of(new ByteArrayInputStream(bytes))).isEqualTo(kind);
        return kind;
    }

    private FileKind kind(String text) throws IOException {
        return kind(text.getBytes(text.startsWith("\u0089") ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8));
    }

    private static byte[] archive(int minor, int format, String version) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes("PGDMP".getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(new byte[]{1, (byte) minor, 0, 4, 8, (byte) format});
        if (minor >= 15) {
            out.write(1);
        } else {
            number(out, -1);
        }
        for (int field : new int[]{1, 2, 3, 4, 5, 126, 0}) {
            number(out, field);
        }
        for (String text : new String[]{"시험", version, version}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            number(out, bytes.length);
            out.writeBytes(bytes);
        }
        return out.toByteArray();
    }

    private static void number(ByteArrayOutputStream out, int number) {
        out.write(number < 0 ? 1 : 0);
        for (int i = 0; i < 4; i++) {
            out.write(Math.abs(number) >> (8 * i));
        }
    }

    private static byte[] tar(String... names) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
            for (String name : names) {
                TarArchiveEntry entry = new TarArchiveEntry(name);
                entry.setSize(name.endsWith("/") ? 0 : 3);
                tar.putArchiveEntry(entry);
                if (!name.endsWith("/")) {
                    tar.write("15\n".getBytes(StandardCharsets.UTF_8));
                }
                tar.closeArchiveEntry();
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] packed(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
