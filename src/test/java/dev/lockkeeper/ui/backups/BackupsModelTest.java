package dev.lockkeeper.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupEntry.State;
import dev.lockkeeper.backup.BackupFolder;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Backups;
import dev.lockkeeper.backup.Contents;
import dev.lockkeeper.backup.FakeRestoreSite;
import dev.lockkeeper.backup.Schedule;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.backup.RestoreSite.Interrupted;
import dev.lockkeeper.backup.RestoreSite.Role;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.backup.Safeguard.Wish;
import dev.lockkeeper.backup.Sealing;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.ui.QueuedThreads;
import dev.lockkeeper.ui.WritingDump;
import dev.lockkeeper.ui.backups.BackupsPage.Beside;
import dev.lockkeeper.ui.backups.BackupsPage.Question;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupsModelTest {

    private static final ConnectionProblem REFUSED = new ConnectionProblem.ConnectionRefused(
            new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"), "refused");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final QueuedThreads threads = new QueuedThreads();
    private final WritingDump dump = new WritingDump();
    private final FakeRestoreSite site = new FakeRestoreSite();
    @SuppressWarnings("NullAway.Init")
    private Runs runs;
    @SuppressWarnings("NullAway.Init")
    private BackupsModel model;

    @BeforeEach
    void open() {
        open(Care.LOCAL);
    }

    private void open(Care care) {
        runs = new Runs(folder.resolve("logs"));
        model = model(care, folder, new Parts(dump, site), runs, threads, InstantSource.system());
        look();
    }

    /// What the model stands on, in place of a server.
    record Parts(WritingDump dump, FakeRestoreSite site) {}

    static BackupsModel model(Care care, Path folder, Parts parts, Runs runs, Threads threads, InstantSource clock) {
        Environment environment = new Environment("development", care,
                new Address("127.0.0.1", 5432, "llm_webapp", "llm_webapp"),
                new Secret("x"), Optional.empty());
        Backups backups = new Backups(environment, new BackupFolder(folder.resolve("backups")), parts.dump, Sealing.none(),
                _ -> () -> {}, () -> "003");
        return new BackupsModel(parts.site.vault(environment, backups, _ -> () -> {}), runs, threads, clock);
    }

    @Test
    void a_backup_taken_is_listed_and_chosen_and_a_double_click_takes_one_only() {
        dump.gate = new CountDownLatch(1);
        model.backUp();
        model.backUp();
        assertThat(runs.all()).hasSize(1);
        assertThat(page().cannotBackUp()).contains(Message.of("backups.off.running", Message.of("op.backup")));

        dump.gate.countDown();
        threads.until(() -> page().ended().isPresent() && page().entries().size() == 1);

        assertThat(page().ended().flatMap(RunSnapshot::outcome).orElseThrow()).isInstanceOf(Outcome.Done.class);
        assertThat(page().chosenEntry().flatMap(entry -> entry.manifest()).orElseThrow().revision()).isEqualTo("003");
        assertThat(page().cannotBackUp()).isEmpty();
    }

    @Test
    void a_new_backup_is_chosen_also_where_the_search_would_hide_it() throws IOException {
        bare("from_elsewhere.dump");
        model.search("elsewhere");
        assertThat(page().chosenEntry().map(BackupsModelTest::name)).contains("from_elsewhere.dump");

        backUp();
        assertThat(page().sight().search()).isEmpty();
        assertThat(page().chosenEntry().flatMap(BackupEntry::manifest)).isPresent();
    }

    @Test
    void a_file_without_its_manifest_is_listed_and_does_not_count() throws IOException {
        bare("from_elsewhere.dump");

        assertThat(page().entries()).hasSize(1);
        assertThat(page().unverified()).isEqualTo(1);
    }

    @Test
    void without_a_way_to_dump_the_button_is_off_and_the_files_stay() {
        dump.tool = false;
        look();

        assertThat(page().way()).isInstanceOf(BackupsPage.Way.Closed.class);
        assertThat(((BackupsPage.Way.Closed) page().way()).problem()).isInstanceOf(BackupProblem.DumpToolMissing.class);
        assertThat(page().cannotBackUp()).contains(Message.of("backups.off.no-way"));
        model.backUp();
        assertThat(runs.all()).isEmpty();
    }

    @Test
    void a_restore_test_marks_its_file_while_it_runs_and_its_result_stands_after() {
        backUp();
        assertThat(page().chosenEntry().orElseThrow().state()).isEqualTo(State.NOT_YET);
        model.test();
        assertThat(page().work().testing()).isEqualTo(page().sight().chosen());
        assertThat(page().cannotTest()).isPresent();
        threads.until(() -> page().ended().isPresent()
                && page().chosenEntry().filter(entry -> entry.state() == State.PASSED).isPresent());

        assertThat(result(RestoreTest.class).passed()).isTrue();
        assertThat(page().work().testing()).isEmpty();
        assertThat(site.log).contains("built TEST", "closed");
    }

    @Test
    void a_restore_is_asked_about_first_and_says_what_would_be_lost() {
        site.live = new Contents(new TreeMap<>(Map.of("public.users", 96L)), "f1");
        backUp();
        model.preview();
        assertThat(page().work().question()).isInstanceOf(Question.Looking.class);
        assertThat(page().cannotRestore()).contains(Message.of("backups.off.looking"));
        threads.answerAll();

        Restores.Preview preview = ready();
        assertThat(preview.losses()).singleElement().satisfies(loss -> assertThat(loss.table()).isEqualTo("public.users"));
        assertThat(runs.all()).as("nothing started by the question").hasSize(1);
    }

    @Test
    void a_restore_backs_up_first_keeps_what_was_live_and_notes_the_reason() {
        backUp();
        Restores.Preview preview = asked();
        model.restore(preview, Wish.WANTED, "LK-212");
        threads.until(() -> page().ended().isPresent() && page().kept().size() == 1);

        Restores.Restored restored = result(Restores.Restored.class);
        assertThat(restored.guard().flatMap(BackupEntry::manifest).map(Manifest::reason)).contains(BackupReason.BEFORE_RESTORE);
        assertThat(page().former(restored.former())).isPresent();
        assertThat(site.log).containsSubsequence("built TEST", "built REPLACE", "swapped");
        assertThat(runs.all().getFirst().feed().after(0).lines()).anyMatch(line -> line.text().endsWith(": LK-212"));
    }

    @Test
    void a_declined_backup_is_not_taken_and_production_takes_no_such_no() {
        backUp();
        model.restore(asked(), Wish.DECLINED, "");
        threads.until(() -> page().ended().isPresent() && page().kept().size() == 1);
        assertThat(result(Restores.Restored.class).guard()).isEmpty();
        assertThat(page().entries()).hasSize(1);

        open(Care.PRODUCTION);
        model.restore(asked(), Wish.DECLINED, "");
        threads.until(() -> page().ended().isPresent());
        assertThat(problem()).isInstanceOf(BackupProblem.GuardRequired.class);
    }

    @Test
    void a_database_that_became_another_one_since_the_question_is_not_replaced() {
        backUp();
        Restores.Preview preview = asked();
        site.identity = "7/99999";
        model.restore(preview, Wish.DECLINED, "");
        threads.until(() -> page().ended().isPresent());

        assertThat(problem()).isInstanceOf(OperationProblem.AnotherDatabase.class);
        assertThat(site.log).doesNotContain("swapped");
    }

    @Test
    void a_question_that_nobody_waits_for_any_more_opens_nothing() {
        backUp();
        model.preview();
        model.forget();
        threads.answerAll();

        assertThat(page().work().question()).isInstanceOf(Question.None.class);
        assertThat(page().cannotRestore()).isEmpty();
    }

    @Test
    void a_file_that_was_damaged_since_it_was_listed_is_refused_before_anything_is_asked() throws IOException {
        backUp();
        Path file = page().sight().chosen().orElseThrow();
        Files.writeString(file, "PGDMP something else");
        model.preview();
        threads.answerAll();
        assertThat(page().work().question()).isInstanceOfSatisfying(Question.Refused.class,
                refused -> assertThat(refused.problem()).isInstanceOf(BackupProblem.BackupDamaged.class));
        model.dismiss();
        assertThat(page().work().question()).isInstanceOf(Question.None.class);

        look();
        assertThat(page().cannotRestore()).contains(Message.of("backups.off.damaged"));
        assertThat(page().cannotTest()).as("the test says what is wrong with it").isEmpty();
    }

    @Test
    void what_was_live_can_go_back_and_be_deleted() {
        backUp();
        model.restore(asked(), Wish.DECLINED, "");
        threads.until(() -> page().ended().isPresent() && page().kept().size() == 1);
        model.swapBack(page().kept().getFirst(), "wrong backup");
        threads.until(() -> page().ended().isPresent() && page().kept().size() == 2);
        assertThat(site.log).contains("back to " + page().kept().getLast().name());
        assertThat(page().former(result(String.class))).isPresent();

        model.drop(page().kept().getLast(), "");
        threads.until(() -> page().ended().isPresent() && page().kept().size() == 1);
    }

    @Test
    void a_restore_that_was_cut_off_shuts_the_other_ways_until_it_is_ended() {
        backUp();
        site.interrupted = Optional.of(new Interrupted("llm_webapp", Optional.of("llm_webapp__restore_1")));
        look();
        assertThat(page().cannotBackUp()).contains(Message.of("backups.off.interrupted"));
        assertThat(page().cannotRestore()).contains(Message.of("backups.off.interrupted"));

        model.end(page().interrupted().orElseThrow(), false, "");
        threads.until(() -> page().ended().isPresent() && page().interrupted().isEmpty());
        assertThat(site.log).contains("reopened");
        assertThat(page().cannotBackUp()).isEmpty();
    }

    @Test
    void the_list_does_not_wait_for_a_database_that_is_down() {
        backUp();
        site.outage = Optional.of(REFUSED);
        model.refresh();
        threads.answer(0);
        assertThat(page().entries()).hasSize(1);
        threads.answerAll();

        assertThat(page().beside()).isEqualTo(new Beside.Unknown(REFUSED));
        assertThat(page().kept()).isEmpty();
        assertThat(page().entries()).as("still listed").hasSize(1);
    }

    @Test
    void what_tests_left_is_not_shown_as_kept() {
        site.kept.add(new dev.lockkeeper.backup.RestoreSite.Kept("llm_webapp__test_1", Role.TEST, Instant.EPOCH,
                java.util.OptionalLong.empty(), false));
        look();
        assertThat(page().kept()).isEmpty();
    }

    @Test
    void while_anything_runs_nothing_else_starts() {
        backUp();
        CountDownLatch gate = new CountDownLatch(1);
        runs.start(OperationId.fresh(), Message.of("op.upgrade", "003", "004"), (_, _) -> {
            gate.await();
            return "done";
        });
        model.test();
        assertThat(runs.all()).as("also before the page heard of it").hasSize(2);
        threads.until(() -> page().run().isPresent());
        assertThat(page().cannotTest()).isEqualTo(page().cannotRestore()).isEqualTo(page().busy()).isPresent();

        gate.countDown();
        threads.until(() -> page().run().isEmpty());
        assertThat(page().ended()).as("it is told where it started").isEmpty();
    }

    @Test
    void a_search_finds_names_environments_revisions_and_states_in_any_language() throws IOException {
        bare("from_elsewhere.dump");
        backUp();

        assertThat(found("ELSEWHERE")).containsExactly("from_elsewhere.dump");
        assertThat(found("확인")).containsExactly("from_elsewhere.dump");
        assertThat(found("unverified")).containsExactly("from_elsewhere.dump");
        assertThat(found("development 003 아직")).hasSize(1).doesNotContain("from_elsewhere.dump");
        assertThat(found("no such file")).isEmpty();
        assertThat(page().chosenEntry()).isEmpty();
        assertThat(found(" ")).hasSize(2);
        assertThat(page().chosenEntry()).isPresent();
    }

    @Test
    void ten_thousand_files_are_searched() {
        List<BackupEntry> many = many(10_000);
        Listing listing = Listing.of(many);
        BackupsPage full = BackupsPage.BLANK.listed(new BackupsPage.Folder.Listed(listing), new BackupsPage.Way.Asking());
        for (String text : List.of("2", "llm", "0042", "003 아직", "nothing", "")) {
            long began = System.nanoTime();
            BackupsPage found = full.searching(text);
            System.out.printf("search of 10,000 for '%s': %d found in %.1f ms%n", text, found.sight().rows().size(),
                    (System.nanoTime() - began) / 1e6);
        }
        assertThat(full.searching("nothing").sight().rows()).isEmpty();
        assertThat(full.searching("0042").sight().rows()).isNotEmpty();
    }

    @Test
    void a_fortnight_shows_the_best_of_each_day_and_days_without_a_backup() {
        Instant now = Instant.parse("2025-11-04T05:06:12Z");
        LocalDate today = LocalDate.of(2025, 11, 4);
        List<BackupEntry> entries = new ArrayList<>();
        entries.add(entry(now, State.NOT_YET));
        entries.add(entry(now.minus(Duration.ofHours(1)), State.PASSED));
        entries.add(entry(now.minus(Duration.ofDays(1)), State.DAMAGED));
        entries.add(entry(now.minus(Duration.ofDays(2)), State.UNVERIFIED));
        entries.add(entry(now.minus(Duration.ofDays(13)), State.NOT_YET));
        entries.add(entry(now.minus(Duration.ofDays(14)), State.PASSED));
        Fortnight fortnight = Fortnight.of(entries, at -> at.atZone(ZoneOffset.UTC).toLocalDate(), today);

        assertThat(fortnight.days()).hasSize(14);
        assertThat(fortnight.days().getLast()).isEqualTo(new Fortnight.Day(today, Fortnight.Standing.PASSED, 2));
        assertThat(fortnight.days().get(12).standing()).isEqualTo(Fortnight.Standing.DAMAGED);
        assertThat(fortnight.days().get(11).standing()).as("nothing vouches for it").isEqualTo(Fortnight.Standing.NONE);
        assertThat(fortnight.days().getFirst().standing()).isEqualTo(Fortnight.Standing.NOT_YET);
        assertThat(fortnight.counts()).containsEntry(Fortnight.Standing.NONE, 11).containsEntry(Fortnight.Standing.PASSED, 1);
    }

    @Test
    void the_schedule_is_told_and_so_is_one_that_the_system_lost() {
        assertThat(page().schedule()).isEmpty();
        site.timetable(folder.resolve("backups")).install(new Schedule(LocalTime.of(5, 0)));
        look();
        assertThat(page().schedule()).hasValueSatisfying(told -> {
            assertThat(told.key()).isEqualTo("backups.schedule.daily");
            assertThat(told.arguments()).first().isEqualTo("05:00");
        });
        site.scheduler.installed.clear();
        look();
        assertThat(page().schedule()).hasValueSatisfying(told -> assertThat(told.key()).isEqualTo("backups.schedule.gone"));
    }

    private static List<BackupEntry> many(int number) {
        List<BackupEntry> entries = new ArrayList<>();
        Instant now = Instant.parse("2025-11-04T05:06:12Z");
        for (int i = 0; i < number; i++) {
            entries.add(entry("llm_webapp_dev_%05d.dump".formatted(i), now.minus(Duration.ofHours(i)), State.NOT_YET));
        }
        return entries;
    }

    private static BackupEntry entry(Instant at, State state) {
        return entry("a.dump", at, state);
    }

    private static BackupEntry entry(String name, Instant at, State state) {
        Path file = Path.of(name);
        Manifest manifest = new Manifest(Manifest.FORMAT, name, "aa", 1, BackupMethod.LOCAL_DUMP, BackupReason.ASKED,
                "development", "llm_webapp", "003", "15.18", "pg_dump", at, "operator", "1", Optional.empty(), Optional.empty(),
                List.of());
        RestoreTest passed = new RestoreTest(name, "aa", RestoreTest.Result.PASSED, "", at, Duration.ofSeconds(1), "", "", "", "",
                "", List.of(), "", "", 0, List.of());
        return switch (state) {
            case PASSED -> new BackupEntry(file, 1, at, Optional.of(manifest), Optional.of(passed), false);
            case DAMAGED -> new BackupEntry(file, 1, at, Optional.empty(), Optional.empty(), true);
            case UNVERIFIED -> new BackupEntry(file, 1, at, Optional.empty(), Optional.empty(), false);
            case NOT_YET, WITH_PROBLEMS -> new BackupEntry(file, 1, at, Optional.of(manifest), Optional.empty(), false);
        };
    }

    private void bare(String name) throws IOException {
        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("backups").resolve(name), "x");
        look();
    }

    private void look() {
        model.refresh();
        threads.answerAll();
    }

    private void backUp() {
        int before = page().entries().size();
        model.backUp();
        threads.until(() -> page().ended().isPresent() && page().entries().size() == before + 1);
        model.dismiss();
    }

    private Restores.Preview asked() {
        model.preview();
        threads.answerAll();
        Restores.Preview preview = ready();
        model.forget();
        return preview;
    }

    private Restores.Preview ready() {
        assertThat(page().work().question()).isInstanceOf(Question.Ready.class);
        return ((Question.Ready) page().work().question()).preview();
    }

    private <T> T result(Class<T> kind) {
        Outcome<?> outcome = page().ended().flatMap(RunSnapshot::outcome).orElseThrow();
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
        return kind.cast(((Outcome.Done<?>) outcome).result());
    }

    private dev.lockkeeper.operation.Problem problem() {
        Outcome<?> outcome = page().ended().flatMap(RunSnapshot::outcome).orElseThrow();
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed<?>) outcome).problem();
    }

    private List<String> found(String search) {
        model.search(search);
        return page().sight().rows().stream().map(BackupsModelTest::name).toList();
    }

    private static String name(BackupEntry entry) {
        return String.valueOf(entry.file().getFileName());
    }

    private BackupsPage page() {
        return model.page().get();
    }
}
