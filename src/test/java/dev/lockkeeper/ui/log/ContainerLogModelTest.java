package dev.lockkeeper.ui.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerProblem.ContainerPaused;
import dev.lockkeeper.containers.LogEntry;
import dev.lockkeeper.containers.LogStart;
import dev.lockkeeper.containers.LogWord;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.testing.FakeContainerLog;
import dev.lockkeeper.testing.ImmediateThreads;
import dev.lockkeeper.ui.log.ContainerLogModel.Saved;
import dev.lockkeeper.ui.log.ContainerLogPage.Flow;
import dev.lockkeeper.ui.log.ContainerSieve.Loudness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerLogModelTest {

    private static final String PREFIX = "2026-01-02 03:04:05.678 UTC [57] ";

    private final FakeContainerLog log = new FakeContainerLog();
    private final ImmediateThreads threads = new ImmediateThreads();
    private final ContainerLogModel model = new ContainerLogModel(log, List.of(new Secret("canary")), threads);

    @TempDir
    Path folder;

    private void pass() {
        threads.pass(ContainerLogModel.FLOOD_BEAT);
    }

    private List<String> texts() {
        return model.lines().stream().map(line -> line.text().text()).toList();
    }

    private ContainerLogPage page() {
        return model.page().get();
    }

    @Test
    void the_tail_is_shown_and_what_comes_then() {
        log.say("c", "one");
        model.open("c");
        log.say("c", "two");
        assertThat(texts()).isEmpty();
        pass();
        assertThat(texts()).containsExactly("one", "two");
        assertThat(page().flow()).isEqualTo(new Flow.Live());
        log.end("c");
        assertThat(page().flow()).isEqualTo(new Flow.Ended());
    }

    @Test
    void lines_come_together_and_the_list_changes_once() {
        int[] changes = {0};
        model.lines().addListener((ListChangeListener<LogEntry>) _ -> changes[0]++);
        log.say("c", IntStream.range(0, 1000).mapToObj(Integer::toString).toArray(String[]::new));
        model.open("c");
        pass();
        assertThat(model.lines()).hasSize(1000);
        assertThat(changes[0]).isLessThanOrEqualTo(2);
    }

    @Test
    void a_container_that_runs_again_is_followed_on_and_another_one_begins_anew() {
        log.say("c", "one");
        model.open("c");
        log.end("c");
        log.start("c");
        log.say("c", "two");
        model.open("c");
        model.open("c");
        log.say("c", "three");
        pass();
        assertThat(texts()).containsExactly("one", "two", "three");
        assertThat(log.followers("c")).isEqualTo(1);
        log.say("d", "other");
        model.open("d");
        pass();
        assertThat(texts()).containsExactly("other");
        assertThat(log.followers("c")).isZero();
        model.close();
        assertThat(log.followers("d")).isZero();
        log.say("d", "unheard");
        pass();
        assertThat(texts()).containsExactly("other");
    }

    @Test
    void a_log_that_broke_off_is_tried_again() {
        log.say("c", "one");
        model.open("c");
        log.breakOff("c", new ContainerPaused("postgres"));
        assertThat(page().flow()).isEqualTo(new Flow.Broken(new ContainerPaused("postgres")));
        log.say("c", "two");
        threads.pass(ContainerLogModel.AGAIN);
        pass();
        assertThat(page().flow()).isEqualTo(new Flow.Live());
        assertThat(texts()).containsExactly("one", "two");
    }

    private void several() {
        log.say("c", PREFIX + "LOG:  starting", PREFIX + "WARNING:  careful", PREFIX + "ERROR:  no space",
                PREFIX + "HINT:  make space",
                PREFIX + "PANIC:  space gone", "\tspace");
        model.open("c");
        pass();
        model.tell(LogEntry.event(Instant.EPOCH, LogWord.ERROR, "died, no space"));
    }

    @Test
    void lines_are_counted_and_sifted_by_how_loud_they_are_and_who_says_them() {
        several();
        assertThat(page().counts()).containsEntry(Loudness.ALL, 7).containsEntry(Loudness.WARNINGS, 1)
                .containsEntry(Loudness.ERRORS, 3);
        model.only(Loudness.ERRORS);
        assertThat(texts()).containsExactly("no space", "make space", "space gone", "    space", "died, no space");
        model.only(Optional.of(Source.DOCKER));
        assertThat(texts()).containsExactly("died, no space");
        model.only(Loudness.WARNINGS);
        assertThat(texts()).isEmpty();
        model.only(Optional.empty());
        assertThat(texts()).containsExactly("careful");
        log.say("c", PREFIX + "WARNING:  again", PREFIX + "LOG:  not this");
        pass();
        assertThat(texts()).containsExactly("careful", "again");
    }

    @Test
    void a_search_goes_round_its_hits_from_the_last_one() {
        several();
        model.search("SPACE");
        assertThat(page().hits()).isEqualTo(5);
        assertThat(page().hit()).isEqualTo(5);
        assertThat(model.hitRow()).contains(6);
        model.hit(1);
        assertThat(model.hitRow()).contains(2);
        model.hit(-1);
        model.hit(-1);
        assertThat(model.hitRow()).contains(5);
        log.say("c", "more space");
        pass();
        assertThat(page().hits()).isEqualTo(6);
        assertThat(page().hit()).isEqualTo(4);
        assertThat(model.hitRow()).contains(5);
        model.only(Loudness.ERRORS);
        assertThat(page().hits()).isEqualTo(5);
        model.search("nowhere");
        assertThat(page().hits()).isZero();
        assertThat(model.hitRow()).isEmpty();
        model.search("");
        assertThat(page().hit()).isZero();
    }

    @Test
    void the_ring_keeps_the_last_lines_and_hits_and_counts_go_with_the_others() {
        int all = ContainerLogModel.LINES + 5000;
        log.say("c", "");
        model.open("c");
        model.search("9");
        for (int i = 0; i < all; i++) {
            log.say("c", i % 10 == 3 ? PREFIX + "ERROR:  " + i : Integer.toString(i));
            if (i % 4000 == 0) {
                pass();
                model.hit(-1);
            }
        }
        while (texts().isEmpty() || !texts().getLast().equals(Integer.toString(all - 1))) {
            pass();
        }
        assertThat(model.lines()).hasSize(ContainerLogModel.LINES);
        assertThat(texts().getFirst()).isEqualTo(Integer.toString(all - ContainerLogModel.LINES));
        assertThat(page().skipped()).isEqualTo(5001);
        assertThat(page().counts()).containsEntry(Loudness.ALL, ContainerLogModel.LINES)
                .containsEntry(Loudness.ERRORS, ContainerLogModel.LINES / 10);
        long hits = texts().stream().filter(text -> text.contains("9")).count();
        assertThat(page().hits()).isEqualTo((int) hits);
        model.hit(1);
        assertThat(texts().get(model.hitRow().orElseThrow())).contains("9");
    }

    @Test
    void what_the_screen_is_too_slow_for_is_skipped_and_counted() {
        int all = ContainerLogModel.WAITING + 100;
        ContainerLogModel whole = new ContainerLogModel(log, List.of(), threads, new LogStart.Beginning());
        log.say("c", IntStream.range(0, all).mapToObj(Integer::toString).toArray(String[]::new));
        whole.open("c");
        for (int i = 0; i < 5; i++) {
            pass();
        }
        assertThat(whole.lines()).hasSize(ContainerLogModel.WAITING);
        assertThat(whole.lines().getFirst().text().text()).isEqualTo("100");
        assertThat(whole.page().get().skipped()).isEqualTo(100);
    }

    @Test
    void heavy_lines_take_the_place_of_more_light_ones() {
        LogRing<String> ring = new LogRing<>(100, 50, String::length);
        ring.append(List.of("x".repeat(20), "y".repeat(20)));
        assertThat(ring.append(List.of("z".repeat(20)))).containsExactly("x".repeat(20));
        assertThat(ring).containsExactly("y".repeat(20), "z".repeat(20));
        assertThat(ring.append(List.of("a".repeat(30), "b".repeat(30), "c"))).hasSize(3);
        assertThat(ring).containsExactly("b".repeat(30), "c");
    }

    @Test
    void a_log_is_saved_whole_as_it_was_printed_and_secrets_in_it_are_told_of() throws IOException {
        log.say("c", "plain", "a canary sings", "\u001B[31mred");
        model.open("c");
        pass();
        assertThat(texts().get(1)).isEqualTo("a •••• sings");
        List<Saved> saved = new ArrayList<>();
        Path file = folder.resolve("c.log");
        Files.writeString(file, "older");
        model.save(file, saved::add, problem -> saved.add(new Saved(Path.of(problem.toString()), 0, false)));
        assertThat(saved).containsExactly(new Saved(file, Files.size(file), true));
        assertThat(Files.readString(file)).isEqualTo("plain\na canary sings\n\u001B[31mred\n");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
        assertThat(page().saving()).isEmpty();
    }

    @Test
    void saving_can_be_called_off_and_then_leaves_no_file() {
        log.say("c", "plain");
        model.open("c");
        List<Object> heard = new ArrayList<>();
        threads.hold();
        model.save(folder.resolve("c.log"), heard::add, heard::add);
        assertThat(page().saving()).contains(0L);
        model.stopSaving();
        // the stop is asked for before the writing is let go
        threads.letGoLast();
        threads.letGo();
        assertThat(heard).isEmpty();
        assertThat(page().saving()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void what_cannot_be_saved_is_told_and_leaves_nothing() {
        log.say("c", "plain");
        model.open("c");
        List<Object> heard = new ArrayList<>();
        model.save(folder.resolve("no/such/folder/c.log"), heard::add, heard::add);
        assertThat(heard).hasSize(1);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void a_needle_is_found_in_any_case_and_place() {
        assertThat(new Needle("SpAce").in("no SPACE, no space", 0)).isEqualTo(3);
        assertThat(new Needle("space").in("no SPACE, no space", 4)).isEqualTo(13);
        assertThat(new Needle("한글").in("이것은 한글", 0)).isEqualTo(4);
        assertThat(new Needle("é").isIn("É")).isTrue();
        assertThat(new Needle("x").isIn("")).isFalse();
        assertThat(Needle.NOTHING.isIn("anything")).isFalse();
        assertThat(new Needle("aab").in("aaab", 0)).isEqualTo(1);
    }

    @Test
    void a_line_is_kept_with_its_length() {
        assertThat(new LogEntry(Instant.EPOCH, Source.POSTGRES, LogWord.NONE, LogWord.LOG,
                dev.lockkeeper.containers.ShownText.of("x"),
                ContainerLine.LONGEST + 1L).whole()).isFalse();
    }
}
