package dev.lockkeeper.adapter.age;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.testing.RealParts;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Our files and those of the program `age` are the same format; a large one needs no more memory than a small one.
@Timeout(240)
class AgeProgramIT {

    @TempDir
    Path folder;

    @BeforeAll
    static void age() {
        for (String program : List.of("age", "age-keygen")) {
            RealParts.needed("LOCKKEEPER_ENGINE", onPath(program), program);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65535, 65536, 65537, 131072, 5_000_000})
    void what_we_seal_age_opens_and_the_other_way_round(int bytes) throws IOException, InterruptedException {
        Path plain = Files.write(folder.resolve("plain"), bytes(bytes));
        Path identity = folder.resolve("열쇠 key");
        Path recipients = Files.writeString(folder.resolve("recipients"),
                "# 한글\n" + new AgeKeys(Instant::now).make(identity) + "\n");
        AgeSealing sealing = new AgeSealing(Optional.of(recipients), Optional.of(identity));
        Path ours = folder.resolve("ours.age");
        try (OutputStream out = sealing.seal(Files.newOutputStream(ours))) {
            Files.copy(plain, out);
        }
        Path opened = folder.resolve("opened");
        Path theirs = folder.resolve("theirs.age");

        // without -o: age makes no file where there is nothing to write
        runInto(opened, "age", "-d", "-i", identity.toString(), ours.toString());
        run("age", "-R", recipients.toString(), "-o", theirs.toString(), plain.toString());

        assertThat(Files.mismatch(plain, opened)).isEqualTo(-1);
        try (InputStream in = sealing.open(Files.newInputStream(theirs))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(plain));
        }
    }

    @Test
    void keys_of_age_keygen_are_ours_too() throws IOException, InterruptedException {
        Path identity = folder.resolve("identity");
        run("age-keygen", "-o", identity.toString());
        Path recipients = folder.resolve("recipients");
        run("age-keygen", "-y", "-o", recipients.toString(), identity.toString());
        AgeSealing sealing = new AgeSealing(Optional.of(recipients), Optional.of(identity));
        Path file = folder.resolve("file.age");
        try (OutputStream out = sealing.seal(Files.newOutputStream(file))) {
            out.write(42);
        }
        try (InputStream in = sealing.open(Files.newInputStream(file))) {
            assertThat(in.readAllBytes()).containsExactly(42);
        }
    }

    @Test
    void two_hundred_megabytes_go_through_a_heap_of_sixteen() throws IOException, InterruptedException {
        run(ProcessHandle.current().info().command().orElseThrow(), "-Xmx16m", "-cp", System.getProperty("java.class.path"),
                LargeFile.class.getName(), folder.toString());
        assertThat(Files.size(folder.resolve("large.age"))).isGreaterThan(LargeFile.BYTES);
    }

    /// Seals and opens a large file, in a process of its own whose memory is bounded from outside.
    static final class LargeFile {

        static final int BYTES = 200 << 20;
        private static final int BLOCK = 1 << 20;

        private LargeFile() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            Path identity = folder.resolve("large.key");
            Path recipients = Files.writeString(folder.resolve("large.txt"), new AgeKeys(Instant::now).make(identity));
            AgeSealing sealing = new AgeSealing(Optional.of(recipients), Optional.of(identity));
            byte[] block = bytes(BLOCK);
            try (OutputStream out = sealing.seal(Files.newOutputStream(folder.resolve("large.age")))) {
                for (int i = 0; i < BYTES / BLOCK; i++) {
                    out.write(block);
                }
            }
            try (InputStream in = sealing.open(Files.newInputStream(folder.resolve("large.age")))) {
                for (int i = 0; i < BYTES / BLOCK; i++) {
                    if (!Arrays.equals(in.readNBytes(BLOCK), block)) {
                        throw new IllegalStateException("block " + i + " differs");
                    }
                }
                if (in.read() >= 0) {
                    throw new IllegalStateException("too long");
                }
            }
        }
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static boolean onPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
    }

    private void run(String... command) throws IOException, InterruptedException {
        runInto(folder.resolve("out"), command);
    }

    private void runInto(Path out, String... command) throws IOException, InterruptedException {
        Path said = folder.resolve("said");
        Process process = new ProcessBuilder(command).redirectError(said.toFile()).redirectOutput(out.toFile()).start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroy();
        }
        assertThat(process.exitValue()).as(Files.readString(said)).isZero();
    }
}
