package dev.lockkeeper.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.operation.RunEntry.Author;
import dev.lockkeeper.operation.RunEntry.Ending;
import dev.lockkeeper.operation.RunEntry.Result;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFilesTest {

    private static final Instant AT = Instant.parse("2026-01-02T03:04:05Z");
    private static final Intent INTENT = new Intent("upgrade",
            Optional.of(new DatabaseIdentity("723", 16384, "llm_webapp", Optional.empty())), "002", "004", 4,
            List.of("003", "004"));
    private static final Author GONE = new Author("김민지", "elsewhere", 1, Optional.empty());

    @TempDir
    Path folder;

    private static RunEntry begun(String id, Author author, Instant at) {
        return new RunEntry(new OperationId(id), Message.of("cli.title.upgrade", "004", Message.of("inner", 7)), at, author,
                Path.of("/logs/x.log"), Optional.empty(), List.of(), Optional.empty());
    }

    @Test
    void what_was_written_is_read_again_by_the_next_session() {
        RunBook.Page page = new RunFiles(folder).open(begun("cafe0001", GONE, AT));
        page.intends(INTENT);
        page.step(1);
        page.step(4);
        page.close(new Ending(AT.plusSeconds(3), Result.STOPPED, Message.of("state.stands-at", "003")));

        RunEntry read = new RunFiles(folder).entries().getFirst();
        assertThat(read.title()).isEqualTo(Message.of("cli.title.upgrade", "004", Message.of("inner", 7)));
        assertThat(read.intent()).contains(INTENT);
        assertThat(read.steps()).containsExactly(1, 4);
        assertThat(read.author()).isEqualTo(GONE);
        assertThat(read.ending()).contains(
                new Ending(AT.plusSeconds(3), Result.STOPPED, Message.of("state.stands-at", "003")));
    }

    @Test
    void a_run_without_an_end_was_cut_off_unless_its_console_is_still_there() {
        RunFiles book = new RunFiles(folder);
        var _ = book.open(begun("cafe0001", GONE, AT));
        var _ = book.open(begun("cafe0002", Author.here(), AT.plusSeconds(1)));

        assertThat(book.entries()).extracting(entry -> entry.id() + " " + entry.cutOff())
                .containsExactly("cafe0002 false", "cafe0001 true");
    }

    @Test
    void a_torn_last_line_is_left_out_and_the_page_can_still_be_closed() throws IOException {
        RunFiles book = new RunFiles(folder);
        RunBook.Page page = book.open(begun("cafe0001", GONE, AT));
        page.intends(INTENT);
        try (Stream<Path> files = Files.list(folder)) {
            Files.writeString(files.toList().getFirst(), "{\"step\":", StandardOpenOption.APPEND);
        }
        assertThat(book.entries().getFirst().intent()).contains(INTENT);

        book.close(book.entries().getFirst(), new Ending(AT, Result.CUT_OFF, Message.of("verdict.not-begun", "002")));

        assertThat(book.entries().getFirst().ending().orElseThrow().result()).isEqualTo(Result.CUT_OFF);
    }

    @Test
    void only_the_newest_are_kept_and_none_whose_end_is_unknown_is_forgotten() {
        RunFiles book = new RunFiles(folder);
        var _ = book.open(begun("cut0off0", GONE, AT));
        for (int i = 1; i <= RunFiles.KEPT + 5; i++) {
            book.open(begun("run%05d".formatted(i), GONE, AT.plusSeconds(i)))
                    .close(new Ending(AT.plusSeconds(i), Result.DONE, Message.verbatim("")));
        }
        assertThat(book.entries()).hasSizeLessThanOrEqualTo(RunFiles.KEPT + 1).extracting(entry -> entry.id().text())
                .contains("cut0off0", "run00505").doesNotContain("run00001");
    }

    @Test
    void where_the_book_cannot_be_written_nothing_may_be_changed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        RunBook.Page page = new RunFiles(file).open(begun("cafe0001", GONE, AT));

        assertThatThrownBy(() -> page.intends(INTENT)).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOf(OperationProblem.BookUnwritable.class));
        page.step(1);
        page.close(new Ending(AT, Result.DONE, Message.verbatim("")));
    }
}
