package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupProblem.DiskFull;
import dev.lockkeeper.backup.BackupProblem.DiskTooSmall;
import dev.lockkeeper.backup.BackupProblem.RoomTooSmall;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.Listening;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.RealParts;
import dev.lockkeeper.testing.RealVault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Disks that are too small, or fill up on the way: the container's, and the one of the backups.
@Tag("engine")
class DiskFullIT {

    private static RealEngine engine;
    private static RealEngine.Project project;

    @TempDir
    Path folder;

    @BeforeAll
    static void a_container_with_little_room() {
        engine = RealEngine.orSkip();
        // a volume in memory: what `tmpfs:` mounts, the engine does not copy from or to
        project = engine.project(yaml -> yaml.replace("    volumes:\n", "    volumes:\n      - small:/tmp\n") + """
              small:
                driver_opts: {type: tmpfs, device: tmpfs, o: "size=24m,mode=1777"}
            """);
        project.up();
        project.sql(
                "CREATE TABLE bulk AS SELECT n, md5(n::text) || md5((n * 7)::text) AS noise FROM generate_series(1, 200000) n");
        assertThat(free()).isBetween(20_000L, 24_576L);
    }

    @AfterAll
    static void remove_it() {
        if (project != null) {
            project.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @AfterEach
    void room_again() {
        project.inside("rm", "-f", "/tmp/filler");
    }

    /// In KiB.
    private static long free() {
        String[] row = project.inside("df", "-Pk", "/tmp").lines().toList().getLast().strip().split("\\s+", -1);
        return Long.parseLong(row[3]);
    }

    private static void leave(int megabytes) {
        project.inside("sh", "-c", "head -c " + (free() - megabytes * 1024L) * 1024 + " /dev/zero >/tmp/filler");
        assertThat(free()).isLessThanOrEqualTo(megabytes * 1024L);
    }

    private static Problem problemOf(RealVault vault, Consumer<String> line) {
        try {
            vault.backups().take(BackupReason.ASKED, OperationId.fresh(), new Listening(line), new StopSignal());
            throw new AssertionError("it ended well");
        } catch (ProblemException e) {
            return e.problem();
        }
    }

    private static List<String> standing(Path in) throws IOException {
        try (Stream<Path> files = Files.walk(in)) {
            return files.filter(Files::isRegularFile).map(file -> file.getFileName().toString())
                    .filter(name -> name.contains(".dump")).toList();
        }
    }

    @Test
    void a_dump_that_will_hardly_fit_into_the_container_is_refused_before_it_begins() throws Exception {
        leave(4);

        assertThat(problemOf(RealVault.of(project, folder), _ -> {})).isInstanceOfSatisfying(DiskTooSmall.class,
                told -> assertThat(told.where()).isEqualTo(project.container() + ":/tmp"));
        assertThat(project.inside("ls", "/tmp")).isEqualTo("filler");
        assertThat(standing(folder)).isEmpty();
    }

    @Test
    void a_container_whose_disk_fills_up_under_the_dump_is_told_and_nothing_is_left() throws Exception {
        Problem problem = problemOf(RealVault.of(project, folder), line -> {
            if (line.contains("dumping contents of table \"public.bulk\"")) {
                project.inside("sh", "-c", "cat /dev/zero >/tmp/filler 2>/dev/null; :");
            }
        });

        assertThat(problem).isInstanceOfSatisfying(DiskFull.class,
                told -> assertThat(told.where()).isEqualTo(project.container() + ":/tmp"));
        assertThat(project.inside("ls", "/tmp")).isEqualTo("filler");
        assertThat(project.inside("sh", "-c", "grep -als PGAPPNAME=lockkeeper- /proc/[0-9]*/environ; :")).isEmpty();
        assertThat(standing(folder)).isEmpty();
    }

    @Test
    void a_restore_test_that_does_not_fit_into_the_container_is_refused_and_the_backup_stays() throws Exception {
        RealVault vault = RealVault.of(project, folder);
        BackupEntry entry = vault.backup();
        leave(4);
        assertThat(entry.bytes()).isGreaterThan(4 << 20);

        assertThatThrownBy(() -> vault.test(entry.file())).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOfSatisfying(RoomTooSmall.class,
                        told -> assertThat(told.where()).isEqualTo(project.container() + ":/tmp")));
        assertThat(project.inside("ls", "/tmp")).isEqualTo("filler");
        assertThat(vault.site().kept()).isEmpty();
        room_again();
        assertThat(vault.test(entry.file()).passed()).isTrue();
    }

    @Test
    void a_disk_for_the_backups_that_is_full_or_fills_up_is_told_and_no_file_of_any_name_is_left() throws Exception {
        onSmallDisk("4m", small -> {
            assertThat(problemOf(RealVault.of(project, small), _ -> {})).isInstanceOfSatisfying(DiskTooSmall.class,
                    told -> assertThat(told.where()).isEqualTo(small.toString()));
            assertThat(standing(small)).isEmpty();
        });
        onSmallDisk("72m", small -> {
            Problem problem = problemOf(RealVault.of(project, small), line -> {
                if (line.contains("dumping contents of table \"public.bulk\"")) {
                    fill(small.resolve("filler"), 68);
                }
            });
            assertThat(problem).isInstanceOfSatisfying(DiskFull.class,
                    told -> assertThat(told.where()).isEqualTo(small.toString()));
            assertThat(standing(small)).isEmpty();
            assertThat(project.inside("ls", "/tmp")).isEmpty();
        });
    }

    private static void fill(Path file, int megabytes) {
        try {
            Files.write(file, new byte[megabytes << 20]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface OnDisk {
        void run(Path small) throws Exception;
    }

    private void onSmallDisk(String size, OnDisk work) throws Exception {
        RealParts.needed("LOCKKEEPER_ENGINE",
                System.getProperty("os.name").equals("Linux") && "root".equals(System.getProperty("user.name")),
                "small disk (only root on Linux can make one)");
        Path small = Files.createDirectories(folder.resolve("small"));
        RealParts.needed("LOCKKEEPER_ENGINE",
                new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", small.toString()).inheritIO().start()
                        .waitFor() == 0,
                "right to mount");
        try {
            work.run(small);
        } finally {
            new ProcessBuilder("umount", small.toString()).inheritIO().start().waitFor();
        }
    }

    @Test
    void a_container_that_keeps_its_tmp_in_memory_is_backed_up_by_way_of_another_folder() {
        try (RealEngine.Project inMemory = engine.project(yaml -> yaml.replace("    restart: unless-stopped\n",
                "    restart: unless-stopped\n    tmpfs: [\"/tmp:size=4m\"]\n"))) {
            inMemory.up();
            inMemory.sql("CREATE TABLE bulk AS SELECT n, md5(n::text) AS noise FROM generate_series(1, 200000) n");
            RealVault vault = RealVault.of(inMemory, folder);
            BackupEntry entry = vault.backup();

            assertThat(entry.bytes()).isGreaterThan(4 << 20);
            assertThat(vault.test(entry.file()).passed()).isTrue();
            assertThat(inMemory.inside("ls", "/tmp", "/var/lib/postgresql").lines().filter(name -> name.contains("lockkeeper")))
                    .isEmpty();
        }
    }
}
