package dev.lockkeeper.adapter.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.adapter.age.AgeKeys;
import dev.lockkeeper.adapter.age.AgeSealing;
import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.FileKind;
import dev.lockkeeper.backup.FileKinds;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.RealVault;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that this console did not write, and files that it wrote for those with a key, on a server whose role is a superuser.
@Tag("engine")
class ForeignBackupIT {

    private static final String ROWS = "SELECT count(*) || string_agg(word, '|' ORDER BY id) FROM words";

    private static RealEngine engine;
    private static RealEngine.Project project;

    @TempDir
    Path folder;

    @BeforeAll
    static void a_server() {
        engine = RealEngine.orSkip();
        project = engine.project();
        project.up();
    }

    @BeforeEach
    void a_table() {
        project.sql("DROP TABLE IF EXISTS words, later; CREATE TABLE words(id int PRIMARY KEY, word text);"
                + "INSERT INTO words VALUES (1, '한글'), (2, '🙂'), (3, E'a\\tb\\\\n')");
    }

    @AfterEach
    void drop_what_was_kept() {
        if (project != null) {
            RealVault.of(project, folder).dropKept();
            assertThat(project.sql("SELECT count(*) FROM pg_roles WHERE rolname LIKE 'lockkeeper%'")).isEqualTo("0");
        }
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

    private RealVault vault() {
        return RealVault.of(project, folder);
    }

    /// As the guide has it: `pg_dump … > backup.sql`.
    private Path plain(String... options) throws IOException {
        String[] command = java.util.stream.Stream.concat(
                java.util.stream.Stream.of("pg_dump", "-U", RealEngine.USER, "-d", RealEngine.DATABASE),
                java.util.stream.Stream.of(options)).toArray(String[]::new);
        return Files.writeString(folder.resolve("backup_20251104_115000.sql"), project.inside(command) + "\n");
    }

    @Test
    void the_guides_plain_sql_backup_is_tested_and_restored_without_psql() throws Exception {
        Path file = plain();
        String rows = project.sql(ROWS);
        project.sql("TRUNCATE words; CREATE TABLE later (x int)");

        assertThat(vault().test(file).passed()).isTrue();
        Restores.Preview preview = vault().restores().preview(file, new StopSignal());
        assertThat(preview.archive().kind()).isEqualTo(new FileKind.PlainSql(true));
        assertThat(preview.dangers()).extracting(Message::key).contains("restore.danger.unvouched");
        vault().restore(file, Safeguard.Wish.DECLINED);

        assertThat(project.sql(ROWS)).isEqualTo(rows);
        assertThat(project.sql("SELECT to_regclass('later') IS NULL")).isEqualTo("t");
        assertThat(project.sql("SELECT tableowner FROM pg_tables WHERE tablename = 'words'")).isEqualTo(RealEngine.USER);
    }

    @Test
    void a_plain_backup_that_lost_its_end_is_told_before_anything_happens() throws Exception {
        Path file = plain();
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.indexOf("-- PostgreSQL database dump complete")));

        Restores.Preview preview = vault().restores().preview(file, new StopSignal());

        assertThat(preview.dangers()).extracting(Message::key).contains("restore.danger.incomplete");

        Files.writeString(file, text.substring(0, text.indexOf("🙂")));
        assertThat(RealVault.problem(vault().tests().testing(file, OperationId.fresh())))
                .isInstanceOf(BackupProblem.SqlRefused.class);
        assertThat(vault().site().kept()).isEmpty();
    }

    @Test
    void a_command_for_psql_is_refused_and_nothing_of_it_runs() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.sql"), "CREATE TABLE x (y int);\n\\! touch /tmp/owned\n");

        assertThat(RealVault.problem(vault().tests().testing(file, OperationId.fresh())))
                .isInstanceOfSatisfying(BackupProblem.SqlMetaCommand.class, told -> assertThat(told.line()).isEqualTo(2));
    }

    @Test
    void what_only_a_superuser_may_do_is_not_done_for_a_file_nobody_vouches_for() throws Exception {
        Path sql = Files.writeString(folder.resolve("program.sql"),
                "CREATE TABLE x (y text);\nCOPY x FROM PROGRAM 'touch /tmp/owned; echo hello';\n");

        assertThat(vault().restores().preview(sql, new StopSignal()).dangers()).extracting(Message::key)
                .contains("restore.danger.statement");
        assertThat(RealVault.problem(vault().tests().testing(sql, OperationId.fresh())))
                .isInstanceOfSatisfying(BackupProblem.SqlRefused.class,
                        refused -> assertThat(refused.state()).isEqualTo("42501"));
        assertThat(project.inside("sh", "-c", "ls /tmp")).doesNotContain("owned");
        assertThat(vault().site().kept()).isEmpty();
    }

    @Test
    void a_custom_archive_with_a_superusers_function_restores_with_problems_and_without_its_rights() throws Exception {
        project.sql("CREATE FUNCTION ping() RETURNS void LANGUAGE internal AS 'pg_sleep'");
        BackupEntry entry = vault().backup();
        project.sql("DROP FUNCTION ping()");
        Path foreign = folder.resolve("from-elsewhere.dump");
        Files.copy(entry.file(), foreign);

        RestoreTest test = vault().test(foreign);

        assertThat(test.result()).isEqualTo(RestoreTest.Result.WITH_PROBLEMS);
        assertThat(test.lines()).anySatisfy(line -> assertThat(line).contains("permission denied for language internal"));
        assertThat(RealVault.problem(vault().restores().restoring(foreign, vault().site().identity(), Safeguard.Wish.DECLINED,
                OperationId.fresh()))).isInstanceOf(BackupProblem.RestoredWithProblems.class);
        assertThat(vault().test(entry.file()).passed()).isTrue();
    }

    @Test
    void the_archive_of_a_newer_server_is_told_before_anything_is_touched() throws Exception {
        if (!engine.hasImage(17)) {
            org.junit.jupiter.api.Assumptions.abort("no image postgres:17");
        }
        try (RealEngine.Project newer = engine.project(17)) {
            newer.up();
            Path file = RealVault.of(newer, folder.resolve("newer")).backup().file();

            assertThat(RealVault.problem(vault().tests().testing(file, OperationId.fresh())))
                    .isInstanceOfSatisfying(BackupProblem.ArchiveTooNew.class, told -> {
                        assertThat(told.madeBy()).contains("17.");
                        assertThat(told.server()).contains("15.");
                    });
        }
    }

    @Test
    void an_encrypted_backup_is_tested_and_restored_with_its_key_and_with_no_other() throws Exception {
        Path identity = folder.resolve("identity.txt");
        Path recipients = Files.writeString(folder.resolve("recipients.txt"),
                new AgeKeys(InstantSource.system()).make(identity) + "\n");
        Path other = folder.resolve("other.txt");
        new AgeKeys(InstantSource.system()).make(other);
        RealVault sealed = sealed(recipients, Optional.of(identity));
        String rows = project.sql(ROWS);

        BackupEntry entry = sealed.backup();

        assertThat(FileKinds.of(entry.file())).isEqualTo(new FileKind.Encrypted());
        assertThat(new String(Files.readAllBytes(entry.file()), StandardCharsets.ISO_8859_1)).doesNotContain("PGDMP");
        assertThat(RealVault.problem(sealed(recipients, Optional.empty()).tests().testing(entry.file(), OperationId.fresh())))
                .isInstanceOf(BackupProblem.KeyMissing.class);
        assertThat(RealVault.problem(sealed(recipients, Optional.of(other)).tests().testing(entry.file(), OperationId.fresh())))
                .isInstanceOf(BackupProblem.KeyWrong.class);
        assertThat(sealed.test(entry.file()).passed()).isTrue();
        project.sql("TRUNCATE words");
        sealed.restore(entry.file(), Safeguard.Wish.DECLINED);
        assertThat(project.sql(ROWS)).isEqualTo(rows);

        byte[] bytes = Files.readAllBytes(entry.file());
        bytes[bytes.length - 20] ^= 1;
        Path foreign = Files.write(folder.resolve("damaged.age"), bytes);
        assertThat(RealVault.problem(sealed.tests().testing(foreign, OperationId.fresh())))
                .isInstanceOf(BackupProblem.BackupDamaged.class);
        assertThat(entry.manifest().orElseThrow().reason()).isEqualTo(BackupReason.ASKED);
    }

    private RealVault sealed(Path recipients, Optional<Path> identity) {
        Sealing sealing = new AgeSealing(Optional.of(recipients), identity);
        return RealVault.of(project.environment(), project.access(), project.dump(), project.restore(), sealing,
                folder.resolve("sealed"));
    }
}
