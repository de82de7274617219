package dev.lockkeeper.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RestoresTest {

    @TempDir
    Path temp;

    private final FakeRestoreSite site = new FakeRestoreSite();
    private final List<String> lock = new ArrayList<>();
    private final OneWriter oneWriter = _ -> {
        lock.add("held");
        return () -> lock.add("given back");
    };
    private Care care = Care.LOCAL;

    private Environment environment() {
        return new Environment("default", care, new Address("127.0.0.1", 5432, "llm_webapp", "llm_app"), new Secret("x"),
                Optional.empty());
    }

    private Vault vault() {
        return site.vault(environment(), new Backups(environment(), new BackupFolder(temp.resolve("backups")), new FakeDump(),
                Sealing.none(), oneWriter, () -> "003"), oneWriter);
    }

    private BackupEntry backup() {
        return vault().backups().take(BackupReason.ASKED, OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    private static <R> R run(Operation<R> operation) throws Exception {
        return operation.run(Journal.silent(), new StopSignal());
    }

    private static Problem problem(Operation<?> operation) throws Exception {
        try {
            run(operation);
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("it ended well");
    }

    private Operation<Restores.Restored> restoring(Path file, Safeguard.Wish wish) {
        return vault().restores().restoring(file, site.identity(), wish, OperationId.fresh());
    }

    private BackupEntry listed(Path file) {
        return vault().backups().list().stream().filter(entry -> entry.file().equals(file)).findFirst().orElseThrow();
    }

    @Test
    void only_a_backup_that_was_restored_as_its_manifest_says_is_verified() throws Exception {
        BackupEntry entry = backup();
        assertThat(entry.verified()).isFalse();

        RestoreTest test = run(vault().tests().testing(entry.file(), OperationId.fresh()));

        assertThat(test.passed()).isTrue();
        assertThat(listed(entry.file()).verified()).isTrue();
        assertThat(site.log).containsExactly("built TEST", "closed");
    }

    @Test
    void a_pass_is_for_the_very_bytes_that_were_tested() throws Exception {
        BackupEntry tested = backup();
        BackupEntry other = backup();
        run(vault().tests().testing(tested.file(), OperationId.fresh()));
        Files.copy(RestoreTestFile.beside(tested.file()), RestoreTestFile.beside(other.file()));

        assertThat(listed(other.file()).state()).isEqualTo(BackupEntry.State.NOT_YET);
    }

    @Test
    void a_row_more_or_less_is_a_failure_that_names_the_table() throws Exception {
        BackupEntry entry = backup();
        site.restoring = new Contents(new TreeMap<>(Map.of("public.users", 93L)), "f1");

        RestoreTest test = run(vault().tests().testing(entry.file(), OperationId.fresh()));

        assertThat(test.result()).isEqualTo(RestoreTest.Result.FAILED);
        assertThat(RestoreTests.differences(test)).containsExactly("public.users: 94 → 93");
        assertThat(listed(entry.file()).state()).isEqualTo(BackupEntry.State.DAMAGED);
    }

    @Test
    void another_schema_is_a_failure_too() throws Exception {
        BackupEntry entry = backup();
        site.restoring = new Contents(FakeDump.CONTENTS.rows(), "f2");

        assertThat(run(vault().tests().testing(entry.file(), OperationId.fresh())).code()).isEqualTo("CONTENTS_DIFFER");
    }

    @Test
    void errors_ignored_on_restore_are_neither_success_nor_failure() throws Exception {
        BackupEntry entry = backup();
        site.problems = 5;

        RestoreTest test = run(vault().tests().testing(entry.file(), OperationId.fresh()));

        assertThat(test.result()).isEqualTo(RestoreTest.Result.WITH_PROBLEMS);
        assertThat(test.problems()).isEqualTo(5);
        assertThat(listed(entry.file()).state()).isEqualTo(BackupEntry.State.WITH_PROBLEMS);
    }

    @Test
    void a_flipped_bit_is_found_before_anything_is_built() throws Exception {
        BackupEntry entry = backup();
        byte[] bytes = Files.readAllBytes(entry.file());
        bytes[bytes.length / 2] ^= 1;
        Files.write(entry.file(), bytes);

        assertThat(problem(vault().tests().testing(entry.file(), OperationId.fresh())))
                .isInstanceOf(BackupProblem.BackupDamaged.class);
        assertThat(problem(restoring(entry.file(), Safeguard.Wish.WANTED))).isInstanceOf(BackupProblem.BackupDamaged.class);

        assertThat(site.log).isEmpty();
        assertThat(listed(entry.file()).state()).isEqualTo(BackupEntry.State.DAMAGED);
    }

    @Test
    void the_manifest_of_another_file_is_told() throws Exception {
        BackupEntry one = backup();
        BackupEntry two = backup();
        Files.copy(ManifestFile.beside(one.file()), ManifestFile.beside(two.file()),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(problem(restoring(two.file(), Safeguard.Wish.DECLINED))).isEqualTo(
                new BackupProblem.ManifestForeign(two.file(), String.valueOf(one.file().getFileName())));
    }

    @Test
    void a_file_from_elsewhere_that_restores_becomes_a_backup_that_says_where_it_comes_from() throws Exception {
        BackupEntry entry = backup();
        Path foreign = temp.resolve("backups").resolve("from-elsewhere.dump");
        Files.copy(entry.file(), foreign);
        assertThat(listed(foreign).state()).isEqualTo(BackupEntry.State.UNVERIFIED);

        run(vault().tests().testing(foreign, OperationId.fresh()));

        assertThat(listed(foreign).verified()).isTrue();
        assertThat(listed(foreign).manifest().orElseThrow().reason()).isEqualTo(BackupReason.ADOPTED);
    }

    @Test
    void a_restore_backs_up_first_proves_that_swaps_and_keeps_the_former() throws Exception {
        BackupEntry entry = backup();
        site.live = new Contents(new TreeMap<>(Map.of("public.users", 120L)), "f1");

        Restores.Restored restored = run(restoring(entry.file(), Safeguard.Wish.WANTED));

        assertThat(site.log).containsExactly("built TEST", "closed", "built REPLACE", "swapped", "closed");
        assertThat(vault().backups().list().getFirst().verified()).isTrue();
        assertThat(restored.guard()).isPresent();
        assertThat(site.kept).extracting(RestoreSite.Kept::name).containsExactly(restored.former());
        assertThat(lock.getLast()).isEqualTo("given back");
    }

    @Test
    void what_differs_from_its_manifest_never_takes_the_place() throws Exception {
        BackupEntry entry = backup();
        site.restoring = new Contents(new TreeMap<>(Map.of("public.users", 7L)), "f1");

        assertThat(problem(restoring(entry.file(), Safeguard.Wish.DECLINED))).isEqualTo(
                new BackupProblem.ContentsDiffer(List.of("public.users: 94 → 7")));

        assertThat(site.log).containsExactly("built REPLACE", "closed");
        assertThat(lock.getLast()).isEqualTo("given back");
    }

    @Test
    void in_production_the_backup_before_cannot_be_declined() throws Exception {
        BackupEntry entry = backup();
        care = Care.PRODUCTION;

        assertThat(problem(restoring(entry.file(), Safeguard.Wish.DECLINED)))
                .isEqualTo(new BackupProblem.GuardRequired("default"));

        assertThat(site.log).isEmpty();
    }

    @Test
    void a_guard_that_does_not_restore_stops_the_restore() throws Exception {
        BackupEntry entry = backup();
        site.problems = 1;

        assertThat(problem(restoring(entry.file(), Safeguard.Wish.WANTED)))
                .isInstanceOf(BackupProblem.RestoredWithProblems.class);

        assertThat(site.log).containsExactly("built TEST", "closed");
    }

    @Test
    void another_database_than_the_operator_was_shown_is_refused() throws Exception {
        BackupEntry entry = backup();
        Operation<Restores.Restored> restoring = restoring(entry.file(), Safeguard.Wish.DECLINED);
        site.identity = "8/16384";

        assertThat(problem(restoring)).isEqualTo(new OperationProblem.AnotherDatabase("7/16384", "8/16384"));
    }

    @Test
    void the_preview_tells_what_is_lost_and_where_the_backup_comes_from() throws Exception {
        BackupEntry entry = backup();
        site.live = new Contents(new TreeMap<>(Map.of("public.users", 96L, "public.messages", 57L)), "f1");

        Restores.Preview preview = vault().restores().preview(entry.file(), new StopSignal());

        assertThat(preview.losses()).extracting(Contents.TableCount::table).containsExactly("public.messages", "public.users");
        assertThat(preview.foreign(environment())).isFalse();
        assertThat(preview.foreign(new Environment("production", Care.PRODUCTION, environment().address(), new Secret("x"),
                Optional.empty()))).isTrue();
    }

    @Test
    void a_stop_before_the_swap_leaves_the_live_database() {
        BackupEntry entry = backup();
        StopSignal stop = new StopSignal();
        stop.request();

        assertThatThrownBy(() -> restoring(entry.file(), Safeguard.Wish.DECLINED).run(Journal.silent(), stop))
                .isInstanceOf(StoppedException.class);

        assertThat(site.log).doesNotContain("swapped");
    }

    @Test
    void a_report_that_was_changed_is_told_from_a_whole_one() throws IOException, Exception {
        BackupEntry entry = backup();
        RestoreTest test = run(vault().tests().testing(entry.file(), OperationId.fresh()));
        Path report = temp.resolve("report.json");
        RestoreTestFile.write(report, test);

        assertThat(RestoreTestFile.Report.of(report)).isEqualTo(new RestoreTestFile.Report.Whole(test));

        Files.writeString(report, Files.readString(report).replace("\"found\" : 94", "\"found\" : 95"));
        assertThat(RestoreTestFile.Report.of(report)).isInstanceOf(RestoreTestFile.Report.Altered.class);
        assertThat(RestoreTestFile.Report.of(entry.file())).isInstanceOf(RestoreTestFile.Report.NoReport.class);
    }

    @Test
    void the_words_of_pg_restore_tell_problems_from_failure() {
        RestoreOutput five = new RestoreOutput(Journal.silent());
        five.accept("pg_restore: error: could not execute query: ERROR:  role \"gone\" does not exist");
        five.accept("pg_restore: warning: errors ignored on restore: 5");
        assertThat(five.restored("pg_restore", 1).problems()).isEqualTo(5);

        RestoreOutput warned = new RestoreOutput(Journal.silent());
        warned.accept("pg_restore: warning: something odd");
        assertThat(warned.restored("pg_restore", 0).problems()).isZero();

        RestoreOutput broken = new RestoreOutput(Journal.silent());
        broken.accept("pg_restore: error: could not read from input file: end of file");
        assertThatThrownBy(() -> broken.restored("pg_restore", 1)).isInstanceOf(ProblemException.class);
    }
}
