package dev.lockkeeper.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.FakeDump.Arrival;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BackupsTest {

    private static final Environment ENVIRONMENT = new Environment("default", Care.LOCAL,
            new Address("127.0.0.1", 5432, "llm_webapp_dev", "llm_app"), new Secret("geheim"), Optional.empty());

    @TempDir
    Path temp;

    private final List<String> lock = new ArrayList<>();
    private final OneWriter oneWriter = operation -> {
        lock.add("held");
        return () -> lock.add("given back");
    };
    private final FakeDump dump = new FakeDump();
    private String level = "003";

    @Test
    void a_backup_stands_with_its_manifest_and_nobody_else_can_read_it() throws IOException {
        BackupEntry entry = take(dump);

        assertThat(entry.file().getFileName().toString()).matches("llm_webapp_dev_\\d{8}_\\d{6}_[0-9a-f]{8}\\.dump");
        Manifest manifest = entry.manifest().orElseThrow();
        assertThat(manifest.bytes()).isEqualTo(Files.size(entry.file()));
        assertThat(manifest.revision()).isEqualTo("003");
        assertThat(manifest.reason()).isEqualTo(BackupReason.ASKED);
        assertThat(manifest.serverVersion()).isEqualTo(FakeDump.VERSION);
        assertThat(Files.readString(ManifestFile.beside(entry.file()))).doesNotContain("geheim");
        assertThat(names()).containsExactlyInAnyOrder(entry.file().getFileName().toString(),
                entry.file().getFileName() + ".json");
        if (Files.getFileStore(temp).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(entry.file()))).isEqualTo("rw-------");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder()))).isEqualTo("rwx------");
        }
        assertThat(backups(dump).list()).containsExactly(entry);
        assertThat(lock).containsExactly("held", "given back");
    }

    @Test
    void two_backups_in_one_second_are_two() {
        take(dump);
        take(dump);

        assertThat(backups(dump).list()).hasSize(2).allMatch(entry -> entry.manifest().isPresent());
    }

    @ParameterizedTest
    @EnumSource(value = Arrival.class, mode = EnumSource.Mode.EXCLUDE, names = "WHOLE")
    void what_does_not_arrive_as_it_was_sent_is_no_backup(Arrival arrival) throws IOException {
        take(dump);
        List<String> before = names();

        assertThat(problem(dump.arriving(arrival))).isInstanceOf(BackupProblem.CopyDiffers.class);

        assertThat(names()).isEqualTo(before);
    }

    @Test
    void a_dump_that_breaks_leaves_nothing_behind_and_gives_the_lock_back() throws IOException {
        BackupProblem broken = new BackupProblem.DumpInterrupted("the container went away");

        assertThat(problem(dump.meanwhile(() -> {
            throw new ProblemException(broken);
        }))).isSameAs(broken);

        assertThat(names()).isEmpty();
        assertThat(lock).containsExactly("held", "given back");
    }

    @Test
    void an_error_nobody_foresaw_leaves_nothing_behind_either() throws IOException {
        assertThatThrownBy(() -> take(dump.meanwhile(() -> {
            throw new IllegalStateException("surprise");
        }))).hasMessage("surprise");

        assertThat(names()).isEmpty();
    }

    @Test
    void a_stop_in_mid_dump_leaves_nothing_behind() throws IOException {
        StopSignal stop = new StopSignal();
        dump.meanwhile(stop::request);

        assertThatThrownBy(() -> backups(dump).take(BackupReason.ASKED, OperationId.fresh(), Journal.silent(), stop))
                .isInstanceOf(StoppedException.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void a_file_that_vanishes_under_our_hands_is_no_backup() throws IOException {
        assertThat(problem(dump.meanwhile(() -> {
            try (Stream<Path> parts = Files.list(folder())) {
                for (Path part : parts.toList()) {
                    Files.delete(part);
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }))).isInstanceOf(BackupProblem.BackupFolderUnusable.class);

        assertThat(names()).isEmpty();
    }

    @Test
    void nothing_is_published_before_the_dump_is_done() {
        dump.meanwhile(() -> {
            assertThat(backups(dump).list()).isEmpty();
            assertThat(names()).singleElement().asString().endsWith(".dump.part");
        });

        assertThat(take(dump).manifest()).isPresent();
    }

    @Test
    void while_somebody_else_changes_the_database_there_is_no_backup() throws IOException {
        Holder holder = new Holder(4711, "llm_app", "lockkeeper-1234", "10.0.0.7", Instant.EPOCH);
        Backups backups = new Backups(ENVIRONMENT, new BackupFolder(folder()), dump, Sealing.none(), operation -> {
            throw new ProblemException(new OperationProblem.AnotherWriter(holder));
        }, () -> level);

        assertThatThrownBy(() -> backups.take(BackupReason.ASKED, OperationId.fresh(), Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class,
                        told -> assertThat(told.problem()).isEqualTo(new OperationProblem.AnotherWriter(holder)));

        assertThat(names()).isEmpty();
    }

    @Test
    void a_cold_copy_gives_the_lock_back_before_the_server_stops() {
        FakeDump cold = new FakeDump("data folder", BackupMethod.COLD_COPY)
                .meanwhile(() -> assertThat(lock).containsExactly("held",
                        "given back"));

        BackupEntry entry = take(cold);

        assertThat(entry.file().toString()).endsWith(".tar.gz");
        assertThat(entry.manifest().orElseThrow().revision()).isEqualTo("003");
    }

    @Test
    void a_cold_copy_during_which_the_level_moved_does_not_claim_a_level() {
        FakeDump cold = new FakeDump("data folder", BackupMethod.COLD_COPY).meanwhile(() -> level = "004");

        assertThat(take(cold).manifest().orElseThrow().revision()).isEqualTo("unknown");
    }

    @Test
    void a_disk_with_too_little_room_is_told_before_the_dump_starts() throws IOException {
        Backups backups = new Backups(ENVIRONMENT, new BackupFolder(folder(), Long.MAX_VALUE), dump.meanwhile(() -> {
            throw new AssertionError("started");
        }), Sealing.none(), oneWriter, () -> level);

        assertThatThrownBy(() -> backups.take(BackupReason.ASKED, OperationId.fresh(), Journal.silent(), new StopSignal()))
                .isInstanceOfSatisfying(ProblemException.class, told -> assertThat(told.problem())
                        .isInstanceOfSatisfying(BackupProblem.DiskTooSmall.class, small -> assertThat(small.needed())
                                .isEqualTo(Long.MAX_VALUE)));

        assertThat(names()).isEmpty();
    }

    @Test
    void a_folder_that_is_a_file_is_told() throws IOException {
        Files.writeString(folder(), "a file");

        assertThat(problem(dump)).isInstanceOfSatisfying(BackupProblem.BackupFolderUnusable.class,
                unusable -> assertThat(unusable.reason()).isEqualTo("not a folder"));
        assertThatThrownBy(() -> backups(dump).list()).isInstanceOf(ProblemException.class);
    }

    @Test
    void foreign_damaged_and_swapped_files_are_shown_as_unverified() throws IOException {
        Path good = take(dump).file();
        Path cut = take(dump).file();
        Path alone = take(dump).file();
        Path swapped = take(dump).file();
        Path newer = take(dump).file();
        Path nonsense = take(dump).file();
        Files.write(cut, new byte[]{1, 2, 3});
        Files.delete(ManifestFile.beside(alone));
        Files.copy(ManifestFile.beside(good), ManifestFile.beside(swapped), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(ManifestFile.beside(newer),
                Files.readString(ManifestFile.beside(newer)).replace("\"format\" : 2", "\"format\" : 9"));
        Files.writeString(ManifestFile.beside(nonsense), "{\"format\": 1, \"bytes\": \"many\"");
        Path foreign = Files.writeString(folder().resolve("from-elsewhere.dump"), "?");
        Files.createDirectory(folder().resolve("a-folder.dump"));
        Files.writeString(folder().resolve("gone.dump.json"), "{}");

        List<BackupEntry> list = backups(dump).list();

        assertThat(list).extracting(BackupEntry::file).containsExactlyInAnyOrder(good, cut, alone, swapped, newer, nonsense,
                foreign);
        assertThat(list).filteredOn(entry -> entry.manifest().isPresent()).extracting(BackupEntry::file).containsExactly(good);
    }

    @Test
    void the_newest_comes_first_by_its_manifest_not_by_the_file() throws IOException {
        BackupEntry first = take(dump);
        BackupEntry second = take(dump);
        Files.setLastModifiedTime(first.file(), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
        Files.writeString(ManifestFile.beside(second.file()), ManifestFile.text(second.manifest().orElseThrow())
                .replace(second.at().toString(), first.at().plusSeconds(60).toString()));

        assertThat(backups(dump).list()).extracting(BackupEntry::file).containsExactly(second.file(), first.file());
    }

    @Test
    void a_part_of_a_dead_console_goes_and_one_at_work_stays() throws IOException {
        Files.createDirectories(folder());
        Path dead = Files.writeString(folder().resolve("x_1.dump.part"), "half");
        Files.setLastModifiedTime(dead, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        Path alive = Files.writeString(folder().resolve("x_2.dump.part"), "half");

        assertThat(backups(dump).list()).isEmpty();

        assertThat(dead).doesNotExist();
        assertThat(alive).exists();
    }

    @Test
    void ten_thousand_files_are_listed_within_a_second() throws IOException {
        BackupEntry one = take(dump);
        String manifest = ManifestFile.text(one.manifest().orElseThrow());
        String name = one.file().getFileName().toString();
        for (int i = 0; i < 5_000; i++) {
            Path copy = folder().resolve("x_" + i + ".dump");
            Files.copy(one.file(), copy);
            Files.writeString(ManifestFile.beside(copy), manifest.replace(name, "x_" + i + ".dump"));
        }
        backups(dump).list();
        long before = System.nanoTime();

        assertThat(backups(dump).list()).hasSize(5_001).allMatch(entry -> entry.manifest().isPresent());

        Duration took = Duration.ofNanos(System.nanoTime() - before);
        System.out.println("10,000 files listed in " + took.toMillis() + " ms");
        assertThat(took).isLessThan(Duration.ofSeconds(20)); // a second, on a machine that does nothing else
    }

    private Path folder() {
        return temp.resolve("백업 folder");
    }

    private Backups backups(Dump by) {
        return new Backups(ENVIRONMENT, new BackupFolder(folder()), by, Sealing.none(), oneWriter, () -> level);
    }

    private BackupEntry take(Dump by) {
        return backups(by).take(BackupReason.ASKED, OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    private Problem problem(Dump by) {
        try {
            take(by);
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("a backup was taken");
    }

    private List<String> names() {
        if (!Files.isDirectory(folder())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> !name.startsWith(".")).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
