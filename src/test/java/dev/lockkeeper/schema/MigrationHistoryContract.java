package dev.lockkeeper.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What every [MigrationHistory] promises, so that the fake cannot lie about the real one.
public interface MigrationHistoryContract {

    /// A history of the application's own four revisions, over an empty database.
    MigrationHistory empty();

    @Test
    default void at_base_all_four_revisions_wait_in_order() {
        Ladder ladder = empty().ladder();

        assertThat(ladder.current()).isEqualTo(Revision.BASE);
        assertThat(ladder.pending()).extracting(rung -> rung.revision().id()).containsExactly("001", "002", "003", "004");
        assertThat(ladder.head().id()).isEqualTo("004");
    }

    @Test
    default void raising_moves_one_revision_and_lowering_takes_it_back() {
        MigrationHistory history = empty();
        raise(history, "001");
        raise(history, "002");
        assertThat(history.ladder().current().id()).isEqualTo("002");

        lower(history, "002");

        assertThat(history.ladder().current().id()).isEqualTo("001");
        assertThat(history.ladder().pending()).hasSize(3);
    }

    @Test
    default void only_the_next_revision_can_be_raised_and_only_the_highest_taken_back() {
        MigrationHistory history = empty();
        assertThatThrownBy(() -> raise(history, "002")).isInstanceOf(ProblemException.class);
        raise(history, "001");
        raise(history, "002");

        assertThatThrownBy(() -> lower(history, "001")).isInstanceOf(ProblemException.class);
        assertThat(history.ladder().current().id()).isEqualTo("002");
    }

    @Test
    default void a_stop_asked_for_before_leaves_the_level() {
        MigrationHistory history = empty();
        StopSignal stop = new StopSignal();
        stop.request();

        assertThatThrownBy(() -> history.raise(new Revision("001"), OperationId.fresh(), Journal.silent(), stop))
                .isInstanceOf(StoppedException.class);
        assertThat(history.ladder().current()).isEqualTo(Revision.BASE);
    }

    @Test
    default void the_scripts_tell_their_names_titles_and_ways_back() {
        List<Script> scripts = empty().scripts();

        assertThat(scripts).extracting(Script::name).last().isEqualTo("add_user_lockout_fields");
        assertThat(scripts).allSatisfy(script -> {
            assertThat(script.wayBackSql()).isPresent();
            assertThat(script.koreanTitle()).isPresent();
            assertThat(script.englishTitle()).isPresent();
            assertThat(script.touches()).isNotEmpty();
            assertThat(script.transactional()).isTrue();
        });
    }

    private static void raise(MigrationHistory history, String revision) {
        history.raise(new Revision(revision), OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    private static void lower(MigrationHistory history, String revision) {
        history.lower(new Revision(revision), OperationId.fresh(), Journal.silent(), new StopSignal());
    }
}
