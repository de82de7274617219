package dev.lockkeeper.adapter.age;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Sealing.SealBrokenException;
import dev.lockkeeper.operation.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sealed comes out as it went in, or not at all.
@Timeout(120)
class AgeSealingTest {

    private static final int CHUNK = 64 << 10;
    private static final int SEALED_CHUNK = CHUNK + 16;

    @TempDir
    Path folder;

    private final Random random = new Random(20261125);
    private Path identity;
    private AgeSealing sealing;

    @BeforeEach
    void setUp() throws IOException {
        identity = folder.resolve("내 열쇠.txt");
        sealing = sealing(key(identity), identity);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5_000_000})
    void what_was_sealed_comes_out_as_it_went_in(int bytes) throws IOException {
        byte[] plain = bytes(bytes);

        byte[] sealed = seal(sealing, plain);

        assertThat(sealed.length).isGreaterThan(bytes);
        assertThat(open(sealing, sealed)).isEqualTo(plain);
    }

    @Test
    void every_recipient_can_open_it() throws IOException {
        Path second = folder.resolve("second");
        Path recipients = folder.resolve("both");
        Files.writeString(recipients,
                "\uFEFF# 운영팀\r\n" + key(folder.resolve("first")) + "\r\n\r\n  " + key(second) + "  \r\n");
        AgeSealing both = new AgeSealing(Optional.of(recipients), Optional.of(second));

        assertThat(both.recipients()).hasSize(2);
        assertThat(open(both, seal(both, bytes(100)))).hasSize(100);
    }

    @Test
    void any_key_of_the_identity_file_may_fit() throws IOException {
        byte[] sealed = seal(sealing, bytes(100));
        Path many = folder.resolve("many");
        key(folder.resolve("other"));
        Files.writeString(many,
                Files.readString(folder.resolve("other")) + "AGE-SECRET-KEY-1NOTONE\n" + Files.readString(identity));

        assertThat(open(new AgeSealing(Optional.empty(), Optional.of(many)), sealed)).hasSize(100);
        sealed[sealed.length - 125] ^= 1;
        assertThatThrownBy(() -> open(new AgeSealing(Optional.empty(), Optional.of(many)), sealed))
                .isInstanceOf(SealBrokenException.class);
    }

    @Test
    void another_key_is_told_at_once() throws IOException {
        byte[] sealed = seal(sealing, bytes(100));
        Path other = folder.resolve("other");
        AgeSealing stranger = sealing(key(other), other);

        assertThatThrownBy(() -> stranger.open(new ByteArrayInputStream(sealed)))
                .isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isEqualTo(new BackupProblem.KeyWrong(other.toString())));
    }

    @Test
    void no_key_is_told_at_once() throws IOException {
        byte[] sealed = seal(sealing, bytes(100));
        Path commented = Files.writeString(folder.resolve("empty"), "# nothing here\n");
        for (Optional<Path> none : List.of(Optional.<Path>empty(), Optional.of(folder.resolve("gone")), Optional.of(commented),
                Optional.of(folder))) {
            AgeSealing keyless = new AgeSealing(Optional.empty(), none);
            assertThatThrownBy(() -> keyless.open(new ByteArrayInputStream(sealed))).isInstanceOfSatisfying(
                    ProblemException.class, e -> assertThat(e.problem())
                            .isEqualTo(new BackupProblem.KeyMissing(none.map(Path::toString).orElse("—"))));
        }
    }

    @Test
    void without_a_file_of_recipients_nothing_is_encrypted_but_a_wrong_one_is_never_passed_over() throws IOException {
        assertThat(new AgeSealing(Optional.of(folder.resolve("gone")), Optional.empty()).recipients()).isEmpty();
        assertThat(new AgeSealing(Optional.empty(), Optional.empty()).recipients()).isEmpty();

        String good = Files.readAllLines(identity).get(1).substring("# public key: ".length());
        String secret = Files.readAllLines(identity).get(2);
        String mistyped = good.substring(0, good.length() - 1) + (good.endsWith("q") ? "p" : "q");
        unusable("", 0);
        unusable("# only words\n", 0);
        unusable(good + "\n" + mistyped + "\n", 2);
        unusable("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI\n", 1);
        unusable(secret, 1);
    }

    private void unusable(String text, long line) throws IOException {
        Path file = Files.writeString(folder.resolve("recipients"), text);
        assertThatThrownBy(() -> new AgeSealing(Optional.of(file), Optional.empty()).recipients())
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem()).isEqualTo(new BackupProblem.RecipientsUnusable(file, line));
                    assertThat(e.toString() + e.getCause()).doesNotContain("AGE-SECRET");
                });
    }

    @Test
    void three_hundred_cuts_are_found_also_at_the_borders_of_chunks() throws IOException {
        byte[] plain = bytes(3 * CHUNK + 4321);
        byte[] sealed = seal(sealing, plain);
        int header = header(sealed, plain.length);
        Set<Integer> cuts = new TreeSet<>(
                List.of(0, 1, header - 17, header - 16, header - 1, header, header + 1, sealed.length - 1));
        for (int i = 1; i <= 3; i++) {
            cuts.addAll(List.of(header + i * SEALED_CHUNK - 1, header + i * SEALED_CHUNK, header + i * SEALED_CHUNK + 1));
        }
        while (cuts.size() < 300) {
            cuts.add(random.nextInt(sealed.length));
        }
        for (int cut : cuts) {
            broken(Arrays.copyOf(sealed, cut), plain, "cut at " + cut);
        }
    }

    @Test
    void a_file_cut_at_the_border_of_its_last_whole_chunk_is_found() throws IOException {
        byte[] plain = bytes(2 * CHUNK);
        byte[] sealed = seal(sealing, plain);

        broken(Arrays.copyOf(sealed, header(sealed, plain.length) + SEALED_CHUNK), plain, "one chunk of two");
    }

    @Test
    void three_hundred_flipped_bits_are_found() throws IOException {
        byte[] plain = bytes(2 * CHUNK + 999);
        byte[] sealed = seal(sealing, plain);
        int header = header(sealed, plain.length);
        for (int i = 0; i < 300; i++) {
            // every third in the header, which is short
            int at = i % 3 == 0 ? random.nextInt(header) : random.nextInt(sealed.length);
            byte[] flipped = sealed.clone();
            flipped[at] ^= (byte) (1 << random.nextInt(8));
            broken(flipped, plain, "flipped at " + at);
        }
    }

    @Test
    void swapped_repeated_dropped_and_appended_chunks_are_found() throws IOException {
        byte[] plain = bytes(4 * CHUNK);
        byte[] sealed = seal(sealing, plain);
        int header = header(sealed, plain.length);

        for (List<Integer> order : List.of(List.of(1, 0, 2, 3), List.of(0, 2, 1, 3), List.of(0, 1, 3, 2), List.of(0, 0, 1, 2, 3),
                List.of(0, 1, 3), List.of(1, 2, 3), List.of(0, 1, 2, 3, 3), List.of(3))) {
            ByteArrayOutputStream mixed = new ByteArrayOutputStream();
            mixed.write(sealed, 0, header);
            order.forEach(chunk -> mixed.write(sealed, header + chunk * SEALED_CHUNK, SEALED_CHUNK));
            broken(mixed.toByteArray(), plain, "chunks " + order);
        }
        broken(Arrays.copyOf(sealed, sealed.length + 1), plain, "a byte more");
    }

    @Test
    void after_damage_was_found_nothing_more_comes_out() throws IOException {
        byte[] plain = bytes(3 * CHUNK);
        byte[] sealed = seal(sealing, plain);
        sealed[header(sealed, plain.length) + SEALED_CHUNK + 5] ^= 1;
        try (InputStream in = sealing.open(new ByteArrayInputStream(sealed))) {
            assertThat(in.readNBytes(CHUNK)).isEqualTo(Arrays.copyOf(plain, CHUNK));
            for (int again = 0; again < 3; again++) {
                assertThatThrownBy(in::read).isInstanceOf(SealBrokenException.class);
            }
        }
    }

    @Test
    void a_disk_that_fails_is_no_damage() throws IOException {
        byte[] sealed = seal(sealing, bytes(3 * CHUNK));
        InputStream failing = new SequenceInputStream(new ByteArrayInputStream(sealed, 0, 100_000), new FilterInputStream(
                InputStream.nullInputStream()) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                throw new IOException("the disk");
            }
        });

        assertThatThrownBy(() -> sealing.open(failing).readAllBytes()).isExactlyInstanceOf(IOException.class)
                .hasMessage("the disk");
    }

    @Test
    void a_file_that_was_not_closed_does_not_open() throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        byte[] plain = bytes(2 * CHUNK);
        OutputStream out = sealing.seal(to);
        out.write(plain);
        out.flush();

        broken(to.toByteArray(), plain, "not closed");
        out.close();
        assertThat(open(sealing, to.toByteArray())).isEqualTo(plain);
    }

    @Test
    void a_file_that_could_not_be_written_is_not_ended_as_one_that_opens() throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        boolean[] full = {false};
        OutputStream disk = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (full[0]) {
                    throw new IOException("full");
                }
                to.write(b);
            }
        };
        OutputStream out = sealing.seal(disk);
        out.write(bytes(CHUNK));
        full[0] = true;
        assertThatThrownBy(() -> out.write(bytes(CHUNK))).hasMessage("full");
        full[0] = false;
        out.close();

        broken(to.toByteArray(), new byte[0], "after a failed write");
    }

    @Test
    void a_new_key_is_its_owners_alone_and_overwrites_nothing() throws IOException {
        assertThat(Files.readString(identity)).matches(
                "# created: 2026-11-25T00:00:00Z\n# public key: age1[a-z0-9]{58}\nAGE-SECRET-KEY-1[A-Z0-9]{58}\n");
        if (identity.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            assertThat(Files.getPosixFilePermissions(identity)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }
        String before = Files.readString(identity);
        assertThatThrownBy(() -> key(identity)).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(new BackupProblem.KeyExists(identity)));
        assertThat(Files.readString(identity)).isEqualTo(before);
        assertThatThrownBy(() -> key(folder.resolve("no").resolve("folder"))).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOf(BackupProblem.BackupFolderUnusable.class));
    }

    /// Whatever came out before the damage is a beginning of what went in, in whole chunks.
    private void broken(byte[] sealed, byte[] plain, String what) throws IOException {
        ByteArrayOutputStream before = new ByteArrayOutputStream();
        try (InputStream in = sealing.open(new ByteArrayInputStream(sealed))) {
            for (int next = in.read(); next >= 0; next = in.read()) {
                before.write(next);
            }
            fail(what + " was not found");
        } catch (SealBrokenException e) {
            assertThat(before.size() % CHUNK).as(what).isZero();
            assertThat(before.toByteArray()).as(what).isEqualTo(Arrays.copyOf(plain, before.size()));
        } catch (ProblemException e) {
            // a damaged lock looks like another one
            assertThat(e.problem()).as(what).isInstanceOf(BackupProblem.KeyWrong.class);
            assertThat(before.size()).as(what).isZero();
        }
    }

    private static int header(byte[] sealed, int plain) {
        int chunks = Math.max(1, (plain + CHUNK - 1) / CHUNK);
        return sealed.length - plain - 16 * chunks;
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private AgeSealing sealing(String recipient, Path with) throws IOException {
        Path file = folder.resolve(recipient.substring(0, 12));
        Files.writeString(file, recipient + "\n", StandardCharsets.UTF_8);
        return new AgeSealing(Optional.of(file), Optional.of(with));
    }

    private static String key(Path file) {
        return new AgeKeys(() -> Instant.parse("2026-11-25T00:00:00Z")).make(file);
    }

    private static byte[] seal(AgeSealing with, byte[] plain) throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        try (OutputStream out = with.seal(to)) {
            out.write(plain);
        }
        return to.toByteArray();
    }

    private static byte[] open(AgeSealing with, byte[] sealed) throws IOException {
        try (InputStream in = with.open(new ByteArrayInputStream(sealed))) {
            return in.readAllBytes();
        }
    }
}
