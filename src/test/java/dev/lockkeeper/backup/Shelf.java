package dev.lockkeeper.backup;

import dev.lockkeeper.backup.Contents.TableCount;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A backup folder whose files were not dumped but put there: as long as they should be, with manifests and restore tests beside them.
public final class Shelf {

    private static final Contents CONTENTS = new Contents(
            new TreeMap<>(Map.of("public.users", 94L, "public.conversations", 412L, "public.messages", 3118L,
                    "public.metric_snapshots", 72L)),
            "f1");

    private final Path folder;

    public Shelf(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /// What the files hold.
    public static Contents contents() {
        return CONTENTS;
    }

    /// A backup whose manifest fits it.
    public Path put(String name, Instant at, String environment, String revision, BackupReason reason, long bytes)
            throws IOException {
        Path file = bare(name, bytes);
        try (InputStream in = Files.newInputStream(file)) {
            describe(file, Sha256.of(in), at, environment, revision, reason);
        }
        return file;
    }

    /// Many small ones; nobody looks into them.
    public void put(int number, Instant newest) throws IOException {
        for (int i = 0; i < number; i++) {
            Path file = folder.resolve("llm_webapp_dev_%05d.dump".formatted(i));
            Files.writeString(file, "PGDMP");
            describe(file, new Sha256.Weight("%064x".formatted(i), 5), newest.minus(Duration.ofHours(i)), "development",
                    "00" + (1 + i % 4), BackupReason.SCHEDULED);
        }
    }

    /// A file that nothing vouches for.
    public Path bare(String name, long bytes) throws IOException {
        Path file = folder.resolve(name);
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.write("PGDMP\1\16\0\4\b\1".getBytes(StandardCharsets.ISO_8859_1));
            out.setLength(bytes);
        }
        return file;
    }

    /// Cuts the end off, as a full disk does.
    public void cut(Path file, long bytes) throws IOException {
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            out.setLength(bytes);
        }
    }

    public void passed(Path file, Instant at) throws IOException {
        tested(file, at, RestoreTest.Result.PASSED, "", CONTENTS, List.of());
    }

    public void withProblems(Path file, Instant at) throws IOException {
        tested(file, at, RestoreTest.Result.WITH_PROBLEMS, "RESTORED_WITH_PROBLEMS", CONTENTS,
                List.of("pg_restore: error: could not execute query: ERROR:  role \"reporting\" does not exist",
                        "Command was: GRANT SELECT ON TABLE public.users TO reporting;"));
    }

    /// What came back has fewer users than it should.
    public void differs(Path file, Instant at) throws IOException {
        TreeMap<String, Long> fewer = new TreeMap<>(CONTENTS.rows());
        fewer.put("public.users", 90L);
        tested(file, at, RestoreTest.Result.FAILED, "CONTENTS_DIFFER", new Contents(fewer, "f1"), List.of());
    }

    private void describe(Path file, Sha256.Weight weight, Instant at, String environment, String revision, BackupReason reason)
            throws IOException {
        Files.writeString(ManifestFile.beside(file), ManifestFile.text(new Manifest(Manifest.FORMAT, name(file), weight.sha256(),
                weight.bytes(), BackupMethod.CONTAINER_DUMP, reason, environment, "llm_webapp", revision, "15.18",
                "pg_dump (PostgreSQL) 15.18", at, "operator", "4f2a90c1", Optional.of(CONTENTS), Optional.empty(), List.of())));
    }

    private void tested(Path file, Instant at, RestoreTest.Result result, String code, Contents found, List<String> lines)
            throws IOException {
        String sha256;
        try (InputStream in = Files.newInputStream(file)) {
            sha256 = Sha256.of(in).sha256();
        }
        List<TableCount> counts = CONTENTS.against(found);
        RestoreTestFile.write(RestoreTestFile.beside(file), new RestoreTest(name(file), sha256, result, code, at,
                Duration.ofSeconds(12), "operator", "pc", "development", "15.18", "pg_restore (PostgreSQL) 15.18", counts,
                CONTENTS.fingerprint(), found.fingerprint(), lines.isEmpty() ? 0 : 1, lines));
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
