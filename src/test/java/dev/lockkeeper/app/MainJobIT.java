package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.testing.Launcher;
import dev.lockkeeper.testing.RealAlembic;
import dev.lockkeeper.testing.RealEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The main job from end to end: the packaged console, a real engine, a real PostgreSQL in a container, the real Alembic.
@Tag("engine")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MainJobIT {

    // one for all the steps: each builds on what the one before left
    @TempDir
    static Path home = Path.of("");

    private final RealEngine engine = RealEngine.orSkip();
    private final RealEngine.Project project = engine.project();

    private Launcher console(String... options) {
        List<String> all = Stream.concat(Stream.of("--project", project.folder().toString(), "--lang", "en"), Stream.of(options))
                .toList();
        return new Launcher(home, all.toArray(String[]::new));
    }

    private RealAlembic alembic() {
        return RealAlembic.of("127.0.0.1", project.environment().address().port(), RealEngine.DATABASE, RealEngine.USER,
                RealEngine.PASSWORD);
    }

    @BeforeAll
    void packaged() {
        assertThat(Path.of("target/dist/bin/lockkeeper")).as("mvn verify packages before these tests run").exists();
    }

    @AfterAll
    void remove() {
        project.close();
        engine.close();
    }

    @Test
    @Order(1)
    void a_missing_container_is_named_with_the_command_that_makes_it() throws Exception {
        Launcher.Ended doctor = console("--json").run("doctor");

        assertThat(doctor.code()).isEqualTo(2);
        assertThat(doctor.out()).contains("CONTAINER_MISSING").contains("docker compose");
    }

    @Test
    @Order(2)
    void the_remedy_brings_it_up_until_it_lets_us_in() throws Exception {
        Launcher.Ended up = console().run("up", "--yes");

        assertThat(up.code()).as(up.err()).isZero();
        assertThat(up.err()).contains("docker compose");
        assertThat(console("--json").run("doctor").code()).as("pending migrations only").isEqualTo(1);
    }

    @Test
    @Order(3)
    void an_upgrade_from_empty_is_read_by_alembic_as_its_own() throws Exception {
        Launcher.Ended upgrade = console("--json").run("upgrade", "--yes");

        assertThat(upgrade.code()).as(upgrade.out() + upgrade.err()).isZero();
        assertThat(alembic().run("current")).contains("004 (head)");
        assertThat(project.inside("psql", "-XU", RealEngine.USER, "-d", RealEngine.DATABASE, "-c", "\\d users"))
                .containsPattern("email +\\| character varying\\(255\\)")
                .containsPattern("is_active +\\| boolean +\\| +\\| not null \\| true")
                .containsPattern("is_locked +\\| boolean +\\| +\\| not null \\| false")
                .containsPattern("locked_until +\\| timestamp with time zone")
                .containsPattern("failed_login_attempts +\\| integer +\\| +\\| not null \\| 0");
    }

    @Test
    @Order(4)
    void a_backup_was_taken_before_and_restores() throws Exception {
        Launcher.Ended backup = console("--json").run("backup");
        assertThat(backup.code()).as(backup.out() + backup.err()).isZero();

        List<Path> dumps;
        try (Stream<Path> files = Files.walk(home)) {
            dumps = files.filter(file -> file.toString().endsWith(".dump")).toList();
        }
        assertThat(dumps).as("one before the upgrade, one asked for").hasSize(2);
        project.docker("cp", dumps.getLast().toString(), project.container() + ":/tmp/check.dump");
        project.inside("createdb", "-U", RealEngine.USER, "check_restore");
        project.docker("exec", project.container(), "pg_restore", "-U", RealEngine.USER, "--exit-on-error", "-d", "check_restore",
                "/tmp/check.dump");
        try (Stream<Path> files = Files.walk(home)) {
            assertThat(files.filter(file -> file.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    @Order(5)
    void a_downgrade_by_alembic_is_told_and_the_next_upgrade_follows_it() throws Exception {
        alembic().run("downgrade", "-1");

        Launcher.Ended current = console("--json").run("current");
        assertThat(current.out()).contains("003").contains("MOVED_BY_ALEMBIC");

        Launcher.Ended upgrade = console("--json").run("upgrade", "head", "--yes");
        assertThat(upgrade.code()).as(upgrade.out() + upgrade.err()).isZero();
        assertThat(alembic().run("current")).contains("004 (head)");
    }

    @Test
    @Order(6)
    void one_step_back_and_up_again() throws Exception {
        assertThat(console().run("downgrade", "-1", "--yes").code()).isZero();
        assertThat(alembic().run("current")).contains("003");
        assertThat(project
                .sql("SELECT count(*) FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'is_locked'"))
                .isEqualTo("0");
        assertThat(console().run("upgrade", "+1", "--yes").code()).isZero();
    }

    @Test
    @Order(7)
    void a_locked_account_is_found_and_unlocked_with_its_audit_row() throws Exception {
        project.sql("INSERT INTO users (id, username, password_hash, is_locked, locked_until, failed_login_attempts)"
                + " VALUES (gen_random_uuid(), '김민지', 'canary-hash', true, now() + interval '20 minutes', 5)");

        Launcher.Ended listed = console("--json").run("users", "--locked");
        assertThat(listed.out()).contains("김민지").doesNotContain("canary-hash");
        assertThat(console().run("unlock", "김민지", "--reason", "", "--yes").code()).as("a reason is required").isNotZero();

        Launcher.Ended unlock = console("--json").run("unlock", "김민지", "--reason", "본인 확인 완료", "--yes");
        assertThat(unlock.code()).as(unlock.out() + unlock.err()).isZero();
        assertThat(project.sql("SELECT is_locked, locked_until IS NULL, failed_login_attempts FROM users WHERE username = '김민지'"))
                .isEqualTo("f|t|0");
        assertThat(project.sql("SELECT count(*) || ' ' || min(reason) FROM lockkeeper.audit")).isEqualTo("1 본인 확인 완료");
    }

    @Test
    @Order(8)
    void a_killed_upgrade_leaves_schema_and_ledgers_agreeing_and_the_next_one_succeeds() throws Exception {
        Path slow = Files.createDirectories(home.resolve("slow"));
        Files.writeString(slow.resolve("V004__known.sql"), "SELECT 1;");
        for (String shipped : List.of("V001__create_users_and_sessions", "V002__create_conversations_and_documents",
                "V003__add_metrics_tables", "V004__add_user_lockout_fields")) {
            Files.copy(Path.of("resources/db/migration", shipped + ".sql"), slow.resolve(shipped + ".sql"));
        }
        Files.delete(slow.resolve("V004__known.sql"));
        Path script = slow.resolve("V005__slow.sql");
        Files.writeString(script, "CREATE TABLE slow (id integer);\nSELECT pg_sleep(30);\n");

        Process process = console().builder("upgrade", "--yes", "--migrations", slow.toString()).redirectErrorStream(true)
                .start();
        try (BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.lines().anyMatch(line -> line.contains("pg_sleep"))).as("the slow statement was reached").isTrue();
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        awaitNoSleeper();

        assertThat(project.sql("SELECT to_regclass('slow') IS NULL")).isEqualTo("t");
        assertThat(alembic().run("current")).contains("004");
        Launcher.Ended current = console("--json").run("current", "--migrations", slow.toString());
        assertThat(current.out()).contains("004").doesNotContain("MOVED_BY_ALEMBIC").doesNotContain("SCHEMA_AHEAD");

        Files.writeString(script, "CREATE TABLE slow (id integer);\n");
        Launcher.Ended again = console("--json").run("upgrade", "--yes", "--migrations", slow.toString());
        assertThat(again.code()).as(again.out() + again.err()).isZero();
        assertThat(project.sql("SELECT to_regclass('slow') IS NULL")).isEqualTo("f");
        project.sql("DROP TABLE slow; DELETE FROM lockkeeper.flyway_schema_history WHERE version = '005';"
                + " UPDATE alembic_version SET version_num = '004'");
    }

    @Test
    @Order(9)
    void a_duplicate_column_is_told_as_a_schema_ahead_of_its_ledger() throws Exception {
        assertThat(console().run("downgrade", "003", "--confirm", RealEngine.DATABASE).code()).isZero();
        project.sql("ALTER TABLE users ADD COLUMN email varchar(255)");

        Launcher.Ended upgrade = console().run("upgrade", "--yes");

        assertThat(upgrade.code()).isNotZero();
        assertThat(upgrade.out() + upgrade.err()).contains("SCHEMA_AHEAD").doesNotContain("Exception").doesNotContain("\tat ");
        project.sql("ALTER TABLE users DROP COLUMN email");
        assertThat(console().run("upgrade", "--yes").code()).isZero();
    }

    @Test
    @Order(10)
    void a_stopped_container_is_told_with_its_code_and_brought_up_again() throws Exception {
        project.docker("kill", project.container());

        Launcher.Ended doctor = console("--json").run("doctor");
        assertThat(doctor.code()).isEqualTo(2);
        assertThat(doctor.out()).contains("CONTAINER_KILLED").contains("137");

        assertThat(console().run("up", "--yes").code()).isZero();
        assertThat(console().run("doctor").code()).isZero();
    }

    @Test
    @Order(11)
    void no_secret_is_left_in_a_log_a_manifest_or_an_answer() throws IOException {
        try (Stream<Path> files = Files.walk(home)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".dump")).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString())
                        .doesNotContain(RealEngine.PASSWORD);
            }
        }
        assertThat(project.docker("events", "--since", "10m", "--until", "0s")).doesNotContain(RealEngine.PASSWORD);
    }

    private void awaitNoSleeper() {
        for (int i = 0; i < 100; i++) {
            if (project.sql("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(30)%' AND pid <> pg_backend_pid()")
                    .equals("0")) {
                return;
            }
            project.sql("SELECT pg_sleep(0.1)");
        }
        throw new AssertionError("the killed console's statement goes on");
    }
}
