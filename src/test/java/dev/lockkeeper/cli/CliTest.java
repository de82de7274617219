package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.testing.FakeDesktop;
import dev.lockkeeper.accounts.AccountsProblem;
import dev.lockkeeper.accounts.UnlockOutcome;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.Intent;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.RunFiles;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.schema.DataCheck;
import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.RoundTrip;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.schema.AlembicIds;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person or a script gets for what they type.
@Timeout(30)
class CliTest {

    @TempDir
    Path folder;

    private Bench bench;

    @BeforeEach
    void setUp() {
        bench = new Bench(folder);
    }

    // --- one contract per exit code

    @Test
    void exit_0_when_everything_is_green_or_done() {
        bench.ladder.level = 4;
        assertThat(bench.type("doctor").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.type("current").code()).isEqualTo(ExitCode.DONE);
        bench.ladder.level = 2;
        assertThat(bench.type("upgrade", "--yes").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.ladder.level).isEqualTo(4);
        assertThat(bench.type("upgrade", "head", "--yes").code()).as("there already").isEqualTo(ExitCode.DONE);
    }

    @Test
    void exit_1_when_it_works_but_something_should_be_done() {
        assertThat(bench.type("doctor").code()).isEqualTo(ExitCode.ATTENTION);
        assertThat(bench.type("current").code()).isEqualTo(ExitCode.ATTENTION);
    }

    @Test
    void exit_2_when_a_link_is_broken_or_the_work_failed() {
        bench.dumpFailure = Optional.of(new ProblemException(new BackupProblem.DumpFailed("pg_dump", 1, List.of("no"))));
        assertThat(bench.type("upgrade", "--yes").code()).isEqualTo(ExitCode.FAILED);
        assertThat(bench.ladder.level).as("no backup, no upgrade").isEqualTo(3);
        bench.dumpFailure = Optional.empty();
        bench.ladder.failure = Optional
                .of(FakeLadder.failing(new SchemaProblem.ScriptFailed(new Revision("004"), new Revision("003"),
                        "V004__x.sql", 3, "ALTER", "42703", "column does not exist", Optional.empty())));
        assertThat(bench.type("upgrade", "--yes").code()).isEqualTo(ExitCode.FAILED);
        bench.noLogin = Optional.of(new ConnectionProblem.ConnectionRefused(new Address("h", 1, "d", "u"), "refused"));
        assertThat(bench.type("doctor").code()).isEqualTo(ExitCode.FAILED);
        bench.unopened = Optional.of(new EnvironmentProblem.ProjectMissing(folder));
        assertThat(bench.type("current").code()).isEqualTo(ExitCode.FAILED);
    }

    @Test
    void exit_3_when_it_was_refused_before_anything_began() {
        assertThat(bench.type("upgrade").code()).as("nobody to ask").isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("upgrade", "999", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("upgrade", "001", "--yes").code()).as("below").isEqualTo(ExitCode.REFUSED);
        bench.writerProblem = Optional.of(new OperationProblem.AnotherWriter(
                new Holder(7, "hong", "lockkeeper-1", "10.0.0.2", Instant.EPOCH)));
        assertThat(bench.type("upgrade", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        bench.writerProblem = Optional.empty();
        bench.ladder.finding = Optional.of(new SchemaProblem.ScriptEdited(List.of("V001__x.sql")));
        assertThat(bench.type("upgrade", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.ladder.level).isEqualTo(3);
        assertThat(bench.type("unlock", "김서연", "--yes").code()).as("no reason").isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("unlock", "nobody", "--reason", "x", "--yes").code()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void what_the_data_or_a_red_rule_forbids_is_refused_before_anything_began() {
        bench.trials.findings = List
                .of(new DataFinding(new DataCheck(DataCheck.Kind.DUPLICATES, new Revision("004"), "V004__x.sql",
                        3, "users", List.of("email"), false, "SELECT count(*)"), 14, 29, Optional.empty()));
        Bench.Said data = bench.type("upgrade", "--yes", "--lang", "en");
        assertThat(data.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(data.err()).contains("DATA_REFUSES", "users.email", "14", "V004__x.sql:3");
        bench.trials.findings = List.of();

        bench.care = Care.PRODUCTION;
        bench.ladder.sql = "ALTER TABLE users DROP COLUMN name; TRUNCATE users";
        Bench.Said red = bench.type("upgrade", "--confirm", "llm_webapp", "--lang", "en");
        assertThat(red.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(red.err()).contains("HAZARDS_UNACCEPTED",
                "lockkeeper upgrade --accept dropping-column --accept truncating-table");
        assertThat(bench.type("upgrade", "--confirm", "llm_webapp", "--accept", "dropping-column").code())
                .isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("upgrade", "--confirm", "llm_webapp", "--accept", "nonsense").code()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.ladder.level).isEqualTo(3);

        Bench.Said accepted = bench.type("upgrade", "--confirm", "llm_webapp", "--accept", "dropping-column", "--accept",
                "truncating-table");
        assertThat(accepted.code()).as(accepted.err()).isEqualTo(ExitCode.DONE);
        assertThat(accepted.err()).contains("[dropping-column]");
        assertThat(bench.ladder.level).isEqualTo(4);
    }

    @Test
    void files_with_a_wrong_name_are_let_lie_by_name() {
        assertThat(bench.type("upgrade", "--yes", "--ignore", "V2_x.sql", "--ignore", "a, b.sql").code())
                .isEqualTo(ExitCode.DONE);
        assertThat(bench.ladder.leftAside).containsExactly("V2_x.sql", "a, b.sql");
    }

    @Test
    void exit_4_when_a_stop_was_asked_for_and_heeded() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        bench.ladder.waitsForStop = Optional.of(begun);
        ExitCode[] signalled = new ExitCode[1];
        Thread signal = Thread.ofVirtual().start(() -> {
            try {
                if (begun.await(10, TimeUnit.SECONDS)) {
                    signalled[0] = bench.interruption.stop();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Bench.Said said = bench.type("upgrade", "--yes", "--lang", "en");
        signal.join();
        assertThat(said.code()).isEqualTo(ExitCode.STOPPED);
        assertThat(signalled[0]).isEqualTo(ExitCode.STOPPED);
        assertThat(said.out()).contains("the schema is at 003");
        assertThat(bench.closed).isTrue();
    }

    @Test
    void exit_64_when_the_command_line_is_not_understood() {
        for (String typed : List.of("dctor", "doctor --jsn", "upgrade 004 005", "downgrade --jsn", "users --search", "stamp",
                "--json",
                "unlock")) {
            Bench.Said said = bench.type(typed.split(" "));
            assertThat(said.code()).as(typed).isEqualTo(ExitCode.USAGE);
        }
        assertThat(bench.opened).isEmpty();
    }

    @Test
    void exit_70_when_nobody_foresaw_it_and_the_stack_is_in_the_log_file_only() throws IOException {
        bench.ladder.failure = Optional.of(new IllegalStateException("surprise"));
        Bench.Said said = bench.type("upgrade", "--yes", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.UNEXPECTED);
        assertThat(said.err()).doesNotContain("\tat ").contains("Log: ");
        try (var logs = Files.list(folder.resolve("logs"))) {
            assertThat(logs.toList()).singleElement()
                    .satisfies(file -> assertThat(Files.readString(file)).contains("surprise", "\tat "));
        }
    }

    @Test
    void the_numbers_are_the_published_ones() {
        assertThat(ExitCode.values()).extracting(ExitCode::number).containsExactly(0, 1, 2, 3, 4, 64, 70);
    }

    // --- the grammar

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "current", "history", "upgrade", "downgrade", "stamp", "backup", "backups", "users",
            "unlock", "engine", "up", "verify", "restore", "swap-back", "kept", "prune", "schedule", "key", "runs", "resolve"})
    void every_verb_is_in_the_help_and_has_help_of_its_own(String verb) {
        for (String language : List.of("ko", "en")) {
            assertThat(bench.type("--help", "--lang", language).out()).containsPattern("(?m)^  " + verb + " ")
                    .doesNotContain("[cli.");
            assertThat(bench.type(verb, "--help", "--lang", language).out()).contains("lockkeeper " + verb)
                    .doesNotContain("[cli.");
        }
    }

    @Test
    void the_help_lists_every_exit_code() {
        String help = bench.type("--help", "--lang", "en").out();
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("(?m)^ *" + code.number() + " ");
        }
    }

    @Test
    void alembics_own_ids_stand_beside_ours_where_they_differ() {
        bench.ladder.alembic = Optional.of(AlembicIds.of(Map.of(new Revision("003"), "20251102_add_metrics_tables",
                new Revision("002"), "002")));

        assertThat(bench.type("history").out()).contains("003 = 20251102_add_metrics_tables").doesNotContain("002 =");
        assertThat(bench.type("history", "--json").out()).contains("\"alembicId\":\"20251102_add_metrics_tables\"");
        assertThat(bench.type("downgrade", "20251102_add_metrics_tables", "--yes").code()).as("there already")
                .isEqualTo(ExitCode.DONE);
        assertThat(bench.type("current", "--json").out()).contains("\"alembic\":\"003\"",
                "\"alembicId\":\"20251102_add_metrics_tables\"");
    }

    @Test
    void an_upgrade_that_alembics_ledger_could_not_follow_is_refused_before_the_backup() {
        bench.ladder.alembic = Optional.of(AlembicIds.of(Map.of(new Revision("003"), "20251102_add_metrics_tables")));

        assertThat(bench.type("upgrade", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.ladder.level).isEqualTo(3);
    }

    @Test
    void ids_of_alembic_that_could_not_be_matched_are_told_in_the_history() {
        bench.ladder.alembic = Optional
                .of(new AlembicIds(Map.of(), false, Optional.of(Message.of("alembic.unmatched.branches"))));

        assertThat(bench.type("history", "--lang", "en").err()).contains("branch");
    }

    @Test
    void global_options_are_taken_before_and_after_the_verb() {
        bench.type("--project", "/a", "--environment", "production", "current", "--migrations", "/m", "--alembic", "none");
        bench.type("current", "--project=/a", "--environment=production", "--migrations=/m", "--alembic=none");
        assertThat(bench.opened).hasSize(2).allSatisfy(choice -> {
            assertThat(choice.project().toString()).endsWith("a");
            assertThat(choice.environment()).contains("production");
            assertThat(choice.migrations()).isPresent();
            assertThat(choice.alembic()).contains("none");
        });
    }

    @Test
    void without_a_verb_it_is_the_window_that_is_meant() {
        assertThat(Cli.window()).isPresent();
        assertThat(Cli.window("--environment", "practice", "--lang", "en").orElseThrow().environment()).contains("practice");
        assertThat(Cli.window("current")).isEmpty();
        assertThat(Cli.window("--version")).isEmpty();
        assertThat(Cli.window("--help")).isEmpty();
        assertThat(Cli.window("--json")).isEmpty();
        assertThat(Cli.window("--nonsense")).isEmpty();
    }

    @Test
    void the_version_needs_no_database() {
        assertThat(bench.type("--version").out()).isEqualTo("Lockkeeper 1.2.3" + System.lineSeparator());
        assertThat(json(bench.type("--version", "--json"))).singleElement()
                .satisfies(line -> assertThat(line.get("version").asText()).isEqualTo("1.2.3"));
        assertThat(bench.opened).isEmpty();
    }

    // --- what the verbs do

    @ParameterizedTest
    @CsvSource({"upgrade,,4", "upgrade,head,4", "upgrade,+1,3", "upgrade,003,3", "downgrade,,1", "downgrade,-1,1",
            "downgrade,001,1",
            "downgrade,base,0", "stamp,004,4", "stamp,base,0"})
    void the_schema_moves_where_it_was_told_to(String verb, String target, int expected) {
        bench.ladder.level = 2;
        if (verb.equals("stamp")) {
            Revision is = target.equals("base") ? Revision.BASE : new Revision(target);
            bench.catalogs.live = () -> is;
        }
        Bench.Said said = target == null ? bench.type(verb, "--yes") : bench.type(verb, target, "--yes");
        assertThat(said.code()).as(said.err()).isEqualTo(ExitCode.DONE);
        assertThat(bench.ladder.level).isEqualTo(expected);
    }

    @Test
    void every_run_is_listed_afterwards_with_who_from_where_to_where_and_how_it_ended() {
        bench.ladder.level = 2;
        bench.type("upgrade", "003", "--yes");
        bench.ladder.failure = Optional
                .of(FakeLadder.failing(new SchemaProblem.ScriptFailed(new Revision("004"), new Revision("003"),
                        "V004__x.sql", 3, "ALTER", "42703", "column does not exist", Optional.empty())));
        bench.type("upgrade", "--yes");

        List<JsonNode> runs = json(bench.type("runs", "--json"));
        assertThat(runs).extracting(run -> run.path("result").asText() + " " + run.path("from").asText() + " "
                + run.path("to").asText()).containsExactly("failed 003 004", "done 002 003");
        assertThat(runs).allSatisfy(run -> {
            assertThat(run.path("by").asText()).startsWith(System.getProperty("user.name") + "@");
            assertThat(Path.of(run.path("log").asText())).exists();
        });
        assertThat(bench.type("runs", "--lang", "ko").out()).contains("002 → 003", "완료", "실패", "SCRIPT_FAILED");
    }

    @Test
    void a_run_that_was_cut_off_is_told_once_before_the_next_verb() {
        RunFiles book = new RunFiles(folder.resolve("runs"));
        RunBook.Page page = book.open(new RunEntry(new OperationId("0ddba110"), Message.of("cli.title.upgrade", "004"),
                Instant.now(), new RunEntry.Author("kim", "elsewhere", 1, Optional.empty()), folder.resolve("x.log"),
                Optional.empty(), List.of(), Optional.empty()));
        page.intends(new Intent("upgrade", Optional.empty(), "003", "004", 4, List.of("004")));

        assertThat(bench.type("doctor", "--lang", "en").err()).contains("0ddba110", "before any change");
        assertThat(bench.type("doctor", "--lang", "en").err()).doesNotContain("0ddba110");
        assertThat(bench.type("runs", "--lang", "en").out()).contains("cut off", "before any change");
    }

    @Test
    void resolve_wants_to_know_which_way() {
        assertThat(bench.type("resolve", "004", "--yes").code()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.type("resolve", "004", "--mark-applied", "--yes").code()).as("no proof").isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("upgrade", "--end-blocker", "x", "--yes").code()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.ladder.level).isEqualTo(3);
    }

    @Test
    void a_step_that_cannot_be_taken_is_refused_but_a_level_that_is_reached_is_fine() {
        bench.ladder.level = 4;
        assertThat(bench.type("upgrade", "+1", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("upgrade", "004", "--yes").code()).isEqualTo(ExitCode.DONE);
        bench.ladder.level = 0;
        assertThat(bench.type("downgrade", "-1", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("downgrade", "base", "--yes").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void the_plan_is_shown_before_it_is_asked_for() {
        bench.person = _ -> Optional.of("n");
        Bench.Said said = bench.type("upgrade", "--lang", "ko");
        assertThat(said.err()).contains("004", "단계 4", "V004__step_4.sql");
        assertThat(said.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.ladder.level).isEqualTo(3);
        bench.person = question -> {
            assertThat(question).contains("004").contains("[y/N]");
            return Optional.of("y");
        };
        assertThat(bench.type("upgrade", "--lang", "ko").code()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void a_plan_back_shows_what_it_erases_and_asks_for_the_name_as_the_way_back_itself_does() {
        bench.care = Care.LOCAL;
        Path plan = folder.resolve("back.json");
        assertThat(bench.type("plan", "002", "--out", plan.toString()).code()).isEqualTo(ExitCode.DONE);

        Bench.Said refused = bench.type("apply", plan.toString(), "--yes", "--lang", "en");
        Bench.Said direct = bench.type("downgrade", "002", "--yes", "--lang", "en");
        assertThat(refused.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(direct.code()).isEqualTo(ExitCode.REFUSED);
        String loss = "table t3 with 120 rows";
        assertThat(refused.err()).contains("The way back erases this", loss, "CONFIRMATION_MISSING", "--confirm=llm_webapp");
        assertThat(direct.err()).contains("The way back erases this", loss, "CONFIRMATION_MISSING", "--confirm=llm_webapp");
        assertThat(bench.ladder.level).isEqualTo(3);
        assertThat(bench.type("apply", plan.toString(), "--confirm", "llm_webapp").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.ladder.level).isEqualTo(2);
    }

    @Test
    void a_plan_says_once_whether_a_backup_is_taken() {
        for (String verb : List.of("upgrade", "downgrade")) {
            Bench.Said without = bench.type(verb, "--no-backup", "--lang", "en");
            assertThat(without.err()).contains("No backup is taken").doesNotContain("after a backup")
                    .doesNotContain("a backup is taken first");
            assertThat(bench.type(verb, "--lang", "en").err()).contains("First a backup").doesNotContain("No backup");
            assertThat(bench.type(verb, "--no-backup", "--lang", "ko").err()).contains("백업하지 않")
                    .doesNotContain("먼저 백업하며").doesNotContain("먼저 백업합니다");
        }
    }

    @Test
    void who_is_in_the_way_is_met_again_with_the_same_target_and_what_was_agreed_to() {
        bench.ladder.level = 1;
        bench.ladder.failure = Optional.of(FakeLadder.failing(new SchemaProblem.BlockedBySession(new Revision("001"),
                "V002__step_2.sql", List.of())));
        assertThat(bench.type("upgrade", "002", "--no-backup", "--confirm", "llm_webapp", "--lang", "en").err())
                .contains("lockkeeper upgrade 002 --no-backup --wait --confirm llm_webapp", "Nothing was changed");
        assertThat(bench.type("upgrade", "002", "--yes", "--lang", "en").err()).contains("lockkeeper upgrade 002 --wait --yes");
    }

    @Test
    void what_failed_after_work_was_done_is_no_refusal_and_what_was_not_begun_is_one() {
        Revision four = new Revision("004");
        SchemaProblem failed = new SchemaProblem.ScriptFailed(four, new Revision("003"), "V004__x.sql", 1, "x", "23505", "x",
                Optional.empty());
        for (SchemaProblem problem : List.of(failed, new SchemaProblem.VerifyFailed(four, List.of()),
                new SchemaProblem.ScriptHalfDone(four, new Revision("003"), "V004__x.sql", failed, List.of("i"), List.of()),
                new SchemaProblem.WayBackHalfDone(four, four, "U004__x.sql", "x", List.of()),
                new SchemaProblem.BlockedBySession(four, "V004__x.sql", List.of()))) {
            assertThat(ExitCode.of(problem)).as(problem.code()).isEqualTo(ExitCode.FAILED);
        }
        for (SchemaProblem problem : List.of(new SchemaProblem.StepHalfDone(four, "V004__x.sql"),
                new SchemaProblem.InvalidIndex(four, "V004__x.sql", List.of(), List.of(), List.of()),
                new SchemaProblem.NotHalfDone(four, four), new SchemaProblem.WayBackMissing(four, "U004__x.sql"),
                new SchemaProblem.DatabaseNewer(List.of(four)))) {
            assertThat(ExitCode.of(problem)).as(problem.code()).isEqualTo(ExitCode.REFUSED);
        }
    }

    @Test
    void a_finding_that_is_in_nobodys_way_is_a_warning() {
        bench.ladder.level = 4;
        bench.ladder.finding = Optional.of(new SchemaProblem.ScriptGap(List.of("003")));
        assertThat(bench.type("current", "--lang", "en").out()).contains("⚠ ", "SCRIPT_GAP").doesNotContain("✗");
        bench.ladder.finding = Optional.of(new SchemaProblem.ScriptEdited(List.of("V001__x.sql")));
        assertThat(bench.type("current", "--lang", "en").out()).contains("✗ ", "SCRIPT_EDITED");
    }

    @Test
    void a_sound_revision_is_said_to_need_no_mending() {
        Bench.Said said = bench.type("resolve", "002", "--retry", "--yes", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.err()).contains("002 is not half done", "NOT_HALF_DONE");
    }

    @Test
    void a_word_that_is_no_verb_or_language_is_said_so_with_what_was_meant() {
        Bench.Said verb = bench.type("upgrad", "--lang", "en");
        assertThat(verb.code()).isEqualTo(ExitCode.USAGE);
        assertThat(verb.err()).contains("There is no verb “upgrad”", "lockkeeper upgrade").doesNotContain("Unmatched");
        assertThat(bench.type("xyzzy", "--lang", "en").err()).contains("There is no verb “xyzzy”").doesNotContain("Did you mean");
        assertThat(bench.type("upgrade", "--jsn", "--lang", "en").err()).contains("--jsn");
        for (String typed : List.of("current --lang fr", "upgrade --yes --lang=fr")) {
            assertThat(bench.type(typed.split(" ")).code()).as(typed).isEqualTo(ExitCode.USAGE);
        }
        assertThat(bench.opened).isEmpty();
    }

    @Test
    void an_unlock_needs_a_reason_and_leaves_it_in_the_audit_trail() {
        assertThat(bench.type("unlock", "김서연", "--reason", "  ", "--yes").code()).isEqualTo(ExitCode.REFUSED);
        assertThat(bench.people.audit).isEmpty();
        Bench.Said said = bench.type("unlock", "김서연", "--reason", "본인 확인", "--yes", "--lang", "ko");
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("김서연");
        assertThat(bench.people.audit).containsExactly("김서연: 본인 확인");
    }

    @ParameterizedTest
    @CsvSource({"UNLOCKED,DONE", "ALREADY,DONE", "CHANGED,REFUSED", "GONE,REFUSED"})
    void every_end_of_an_unlock_has_its_code_and_words(UnlockOutcome outcome, ExitCode code) {
        bench.people.outcome = outcome;
        for (String language : List.of("ko", "en")) {
            Bench.Said said = bench.type("unlock", "user01", "--reason", "x", "--yes", "--lang", language);
            assertThat(said.code()).isEqualTo(code);
            assertThat(said.out()).contains("user01").doesNotContain("[cli.");
        }
    }

    @Test
    void accounts_on_an_older_schema_are_refused_with_what_is_missing() {
        bench.people.problem = Optional.of(new AccountsProblem.LockoutFieldsMissing(List.of("is_locked")));
        Bench.Said said = bench.type("users", "--json");
        assertThat(said.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(json(said)).singleElement()
                .satisfies(line -> assertThat(line.get("problem").asText()).isEqualTo("LOCKOUT_FIELDS_MISSING"));
    }

    @Test
    void users_can_be_searched_and_filtered() {
        assertThat(json(bench.type("users", "--json"))).hasSize(2);
        assertThat(json(bench.type("users", "--json", "--locked"))).singleElement().satisfies(line -> {
            assertThat(line.get("username").asText()).isEqualTo("김서연");
            assertThat(line.get("state").asText()).isEqualTo("locked");
            assertThat(line.get("secondsLeft").asInt()).isEqualTo(1320);
        });
        assertThat(json(bench.type("users", "--json", "--search", "user"))).singleElement()
                .satisfies(line -> assertThat(line.get("username").asText()).isEqualTo("user01"));
    }

    @Test
    void the_engine_is_told_with_its_version_and_address() {
        assertThat(bench.type("engine", "--lang", "en").out()).contains("Docker engine 28.5.2 serves")
                .contains("unix:///var/run");
        assertThat(json(bench.type("engine", "status", "--json")).getLast().get("version").asText()).isEqualTo("28.5.2");
    }

    @Test
    void an_engine_that_is_off_is_told_with_what_is_installed_and_started_when_asked_for() {
        bench.noEngine = Optional.of(new EngineProblem.EngineStopped("npipe:////./pipe/x", "not there"));
        Bench.Said off = bench.type("engine", "status", "--lang", "en");
        assertThat(off.code()).isEqualTo(ExitCode.FAILED);
        assertThat(off.err()).contains("Installed at").contains("4.38.0").contains("ENGINE_STOPPED")
                .contains("docker desktop start --detach");
        assertThat(bench.desktop.launched).isZero();

        bench.desktop.launching = () -> bench.noEngine = Optional.empty();
        Bench.Said started = bench.type("engine", "start", "--lang", "en");
        assertThat(bench.desktop.launched).isEqualTo(1);
        assertThat(started.out()).contains("Docker engine 28.5.2 is ready").as("the chain is checked again").contains("Schema");
    }

    @Test
    void an_engine_that_is_a_service_is_never_started_by_us() {
        bench.noEngine = Optional.of(new EngineProblem.EngineStopped("unix:///var/run/docker.sock", "refused"));
        bench.desktop.facts = FakeDesktop.SERVICE;
        Bench.Said said = bench.type("engine", "start", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.err()).contains("sudo systemctl start docker");
        assertThat(bench.type("engine", "nonsense").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void up_says_that_practice_has_no_container() {
        assertThat(bench.type("up").code()).isEqualTo(ExitCode.REFUSED);
    }

    // --- for programs

    /// `docs/doctor.schema.json` is what scripts are promised.
    private static void isAsPromised(Bench.Said said, int exit) throws IOException {
        JsonSchema promised = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/doctor.schema.json")),
                        SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
        JsonNode object = json(said).getLast();
        assertThat(json(said)).as("one object").hasSize(1);
        assertThat(promised.validate(object)).isEmpty();
        assertThat(object.get("exit").asInt()).isEqualTo(said.code().number()).isEqualTo(exit);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ko", "en"})
    void doctor_as_json_is_what_its_schema_promises_in_every_state(String language) throws IOException {
        bench.ladder.level = 4;
        isAsPromised(bench.type("doctor", "--json", "--lang", language), 0);
        bench.ladder.level = 3;
        isAsPromised(bench.type("doctor", "--json", "--lang", language), 1);
        bench.noLogin = Optional.of(new ConnectionProblem.ConnectionRefused(new Address("h", 1, "d", "u"), "refused"));
        isAsPromised(bench.type("doctor", "--json", "--lang", language), 2);
        bench.unopened = Optional
                .of(new EnvironmentProblem.EnvironmentIncomplete(folder.resolve(".env"), List.of("POSTGRES_DB")));
        Bench.Said unread = bench.type("doctor", "--json", "--lang", language);
        isAsPromised(unread, 2);
        assertThat(unread.out()).contains("ENVIRONMENT_INCOMPLETE");
        bench = new Bench(folder);
        bench.care = Care.LOCAL;
        isAsPromised(bench.type("doctor", "--json", "--lang", language), 2);
    }

    @Test
    void a_schema_that_promises_something_else_is_noticed() throws IOException {
        JsonSchema promised = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/doctor.schema.json")));
        ObjectNode object = (ObjectNode) json(bench.type("doctor", "--json")).getLast();
        assertThat(promised.validate(object.deepCopy().put("exit", 0))).as("a warning is no success").isNotEmpty();
        assertThat(promised.validate(object.deepCopy().put("more", 1))).isNotEmpty();
        assertThat(promised.validate(((ObjectNode) object.deepCopy().without("checks")))).isNotEmpty();
        ObjectNode swapped = object.deepCopy();
        ((ObjectNode) swapped.get("checks").get(0)).put("check", "login");
        assertThat(promised.validate(swapped)).as("the order is part of it").isNotEmpty();
    }

    @Test
    void a_bundle_is_written_where_it_was_asked_for_without_the_password() throws IOException {
        Path file = folder.resolve("support.zip");

        Bench.Said said = bench.type("bundle", file.toString(), "--json");

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(json(said).getLast().get("bundle").asText()).isEqualTo(file.toString());
        try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(file.toFile())) {
            assertThat(new String(zip.getInputStream(zip.getEntry("chain.txt")).readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("hidden-password").contains("password=");
        }
        assertThat(bench.type("bundle", file.toString()).code()).as("not over a file that is there").isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void the_commands_of_a_run_can_be_pasted() {
        bench.type("upgrade", "--yes");

        Bench.Said said = bench.type("runs", "--commands", "latest", "--lang", "en");

        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.lines()).first().asString().startsWith("# ");
        assertThat(said.lines()).contains("lockkeeper upgrade 004");
        assertThat(json(bench.type("runs", "--commands", "latest", "--json")).getLast().get("verb").asText())
                .isEqualTo("lockkeeper upgrade 004");
        assertThat(bench.type("runs", "--commands", "nosuch").code()).isEqualTo(ExitCode.REFUSED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"doctor", "current", "history", "upgrade --yes", "downgrade --yes", "stamp 004 --yes", "backup",
            "backups",
            "users", "unlock 김서연 --reason x --yes", "up", "upgrade", "upgrade 999 --yes", "nonsense", "--version", "--help",
            "unlock nobody --reason x --yes", "doctor --nonsense"})
    void with_json_every_line_is_one_object_also_for_errors(String typed) {
        for (String language : List.of("ko", "en")) {
            Bench.Said said = new Bench(folder.resolve(language)).type((typed + " --json --lang " + language).split(" "));
            List<JsonNode> lines = json(said);
            if (!typed.equals("backups")) {
                assertThat(lines).isNotEmpty();
            }
            if (said.code() == ExitCode.REFUSED || said.code() == ExitCode.USAGE) {
                assertThat(lines).singleElement().satisfies(line -> {
                    assertThat(line.get("problem").asText()).matches("[A-Z_]+");
                    assertThat(line.get("headline").asText()).isNotBlank();
                    assertThat(line.get("explanation").asText()).isNotBlank();
                    assertThat(line.get("evidence").isArray()).isTrue();
                    assertThat(line.get("remedies").isArray()).isTrue();
                    assertThat(line.get("exit").asInt()).isEqualTo(said.code().number());
                });
            }
        }
    }

    @Test
    void json_survives_a_character_set_that_has_no_hangul() {
        bench.charset = StandardCharsets.US_ASCII;
        assertThat(json(bench.type("users", "--json", "--locked"))).singleElement()
                .satisfies(line -> assertThat(line.get("username").asText()).isEqualTo("김서연"));
    }

    @Test
    void a_program_is_never_asked() {
        bench.person = _ -> {
            throw new AssertionError("asked");
        };
        assertThat(bench.type("upgrade", "--json").code()).isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void results_go_to_out_and_the_live_log_to_err() {
        Bench.Said said = bench.type("upgrade", "--yes", "--lang", "en");
        assertThat(said.err()).contains("[1/5] Check first", "raised to 004", "flyway");
        assertThat(said.out()).contains("Schema 003 → 004").doesNotContain("raised to");
    }

    @Test
    void a_word_behind_a_flag_is_no_window() {
        assertThat(Cli.window("--json", "bogus")).isEmpty();
        assertThat(bench.type("--json", "bogus").code()).isEqualTo(ExitCode.USAGE);
        assertThat(bench.type("--yes", "bogus").code()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void no_word_is_missing_and_no_secret_said() {
        bench.care = Care.PRODUCTION;
        for (String language : List.of("ko", "en")) {
            for (String typed : List.of("doctor", "current", "history", "upgrade --confirm=llm_webapp",
                    "downgrade --confirm=llm_webapp",
                    "backup", "backups", "verify", "restore latest --confirm=llm_webapp", "swap-back --confirm=llm_webapp",
                    "kept",
                    "restore nothing", "prune", "prune --dry-run", "schedule",
                    "schedule --off --confirm=llm_webapp", "key", "users", "upgrade --confirm=wrong", "downgrade base", "up",
                    "nonsense")) {
                Bench.Said said = bench.type((typed + " --lang " + language).split(" "));
                assertThat(said.out() + said.err()).as(typed).doesNotContain("[cli.").doesNotContain("[problem.")
                        .doesNotContain("[step.").doesNotContain("hidden-password");
            }
        }
    }

    private static List<JsonNode> json(Bench.Said said) {
        ObjectMapper mapper = new ObjectMapper();
        return said.lines().stream().map(line -> {
            try {
                JsonNode object = mapper.readTree(line);
                assertThat(object.isObject()).as(line).isTrue();
                return object;
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + line, e);
            }
        }).toList();
    }

    // --- looking ahead

    @Test
    void preview_tells_each_statement_with_its_line_and_what_the_data_would_refuse() throws IOException {
        bench.ladder.level = 3;
        Bench.Said said = bench.type("preview", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("V004__step_4.sql").contains("    1  SELECT 1").contains("    +  INSERT INTO history");
        assertThat(bench.type("preview", "004", "--json").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.type("preview", "-1", "--json").out()).contains("\"file\":\"U003__step_3.sql\"");
        bench.trials.findings = List.of(new DataFinding(new DataCheck(DataCheck.Kind.DUPLICATES, new Revision("004"),
                "V004__step_4.sql", 1, "users", List.of("email"), false, "SELECT 1"), 14, 29, Optional.empty()));
        Bench.Said found = bench.type("preview", "--lang", "en");
        assertThat(found.code()).isEqualTo(ExitCode.ATTENTION);
        assertThat(found.out()).contains("14 values of users.email stand in more than one row (29 rows)");
        bench.ladder.level = 4;
        assertThat(bench.type("preview").code()).as("nothing to do").isEqualTo(ExitCode.REFUSED);
    }

    @Test
    void rehearse_tells_locks_and_failures_and_asks_before_it_touches_the_target() {
        bench.ladder.level = 2;
        Bench.Said said = bench.type("rehearse", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.DONE);
        assertThat(said.out()).contains("V003__step_3.sql: 1 statement,").contains("users: ACCESS EXCLUSIVE, 0.011 s");
        assertThat(bench.type("rehearse", "--on-target").code()).as("nobody to ask").isEqualTo(ExitCode.REFUSED);
        assertThat(bench.type("rehearse", "--on-target", "--yes").code()).isEqualTo(ExitCode.DONE);
        bench.trials.failure = Optional
                .of(new SchemaProblem.RehearsalFailed(new Revision("004"), "V004__step_4.sql", 1, "SELECT 1",
                        "no (SQLSTATE 42704)", Optional.empty()));
        Bench.Said failed = bench.type("rehearse", "--json");
        assertThat(failed.code()).isEqualTo(ExitCode.FAILED);
        assertThat(failed.out()).contains("\"problem\":\"REHEARSAL_FAILED\"").contains("\"revision\":\"003\"");
        assertThat(bench.ladder.level).as("nothing was moved").isEqualTo(2);
    }

    @Test
    void round_trip_names_the_ways_back_that_do_not_lead_back() {
        assertThat(bench.type("round-trip", "--lang", "en").code()).isEqualTo(ExitCode.DONE);
        bench.trials.crooked = List.of(new RoundTrip.Leg(new Revision("002"), Optional.empty(), List.of(), List.of(),
                Optional.empty()));
        Bench.Said said = bench.type("round-trip", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.ATTENTION);
        assertThat(said.out()).contains("002 has no way back").contains("1 of 4 revisions");
    }

    @Test
    void lint_refuses_what_blocks_and_needs_no_database_where_the_level_is_given() {
        bench.ladder.level = 3;
        assertThat(bench.type("lint").code()).isEqualTo(ExitCode.DONE);
        assertThat(bench.type("lint", "--from", "base", "--json").out()).contains("\"red\":0");
        assertThat(bench.type("lint", "--from", "999").code()).isEqualTo(ExitCode.REFUSED);
        bench.ladder.sql = "DROP TABLE users;\nTRUNCATE sessions; -- lockkeeper:allow truncating-table they log in again";
        Bench.Said said = bench.type("lint", "--lang", "en");
        assertThat(said.code()).isEqualTo(ExitCode.REFUSED);
        assertThat(said.out()).contains("V004__step_4.sql:1").contains("[dropping-table]").contains("they log in again")
                .contains("Red 1, amber 0, notes 1, allowed 1");
    }
}
