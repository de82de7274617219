package dev.lockkeeper.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.PrivateFiles;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every dump promises.
public abstract class DumpContract {

    @TempDir
    protected Path folder;

    /// A dump of a database that holds something.
    protected abstract Dump dump() throws Exception;

    /// Whether the database still answers and holds what it held.
    protected abstract boolean databaseIsWell() throws Exception;

    @Test
    void what_it_says_it_sent_is_what_stands_in_the_file() throws Exception {
        Path part = part();

        Dump.Sent sent = write(dump(), part, OperationId.fresh(), new StopSignal());

        assertThat(sent.bytes()).isPositive().isEqualTo(Files.size(part));
        assertThat(sent.sha256())
                .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(part))));
        assertThat(sent.serverVersion()).startsWith("15.");
        assertThat(sent.tool()).isNotBlank();
        assertThat(sent.contents().rows()).isNotEmpty();
        assertThat(sent.contents().fingerprint()).isNotBlank();
        assertThat(databaseIsWell()).isTrue();
    }

    @Test
    void the_file_stays_private_and_nothing_stands_beside_it() throws Exception {
        Path part = part();

        write(dump(), part, OperationId.fresh(), new StopSignal());

        try (var files = Files.list(part.toAbsolutePath().resolveSibling("."))) {
            assertThat(files.map(Path::getFileName).toList()).containsExactly(part.getFileName());
        }
        if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(part))).isEqualTo("rw-------");
        }
    }

    @Test
    void a_stop_is_heeded_and_the_database_is_well() throws Exception {
        StopSignal stop = new StopSignal();
        stop.request();
        Dump dump = dump();
        Path part = part();

        assertThatThrownBy(() -> write(dump, part, OperationId.fresh(), stop))
                .isInstanceOf(StoppedException.class);

        assertThat(databaseIsWell()).isTrue();
    }

    @Test
    void it_names_its_method_and_a_command_without_a_secret() throws Exception {
        assertThat(dump().method()).isNotNull();
        assertThat(dump().command()).isNotBlank().doesNotContain("pa$$");
    }

    /// Dumps into a file that stands there already.
    protected static Dump.Sent write(Dump dump, Path part, OperationId operation, StopSignal stop) {
        try (Sink sink = new Sink(Files.newOutputStream(part, StandardOpenOption.WRITE), DumpContract::untold)) {
            return dump.write(sink, operation, Journal.silent(), stop);
        } catch (IOException e) {
            throw untold(e);
        }
    }

    private static ProblemException untold(IOException e) {
        return new ProblemException(String.valueOf(e.getMessage()).contains("No space left")
                ? new BackupProblem.DiskFull("part", 0)
                : new BackupProblem.BackupFolderUnusable(Path.of("part"), e.toString()), e);
    }

    protected Path part() throws IOException {
        Path parts = Files.createDirectories(folder.resolve("백업 here"));
        Path part = parts.resolve("db_" + OperationId.fresh() + ".part");
        PrivateFiles.makeFile(part);
        return part;
    }
}
