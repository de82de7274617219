package dev.lockkeeper.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What everybody may expect of [Trials], with the four shipped revisions.
public interface TrialsContract {

    Trials trials();

    /// The four shipped scripts.
    List<Script> scripts();

    @Test
    default void a_preview_has_the_scripts_own_statements_with_their_lines_and_what_is_added() {
        Ladder empty = new Ladder(Revision.BASE, List.of(), new Ledgers(Optional.empty(), Optional.empty()), Optional.empty());
        Script last = scripts().getLast();

        Preview.Step up = trials().preview(last, empty, true);

        assertThat(up.file()).isEqualTo(last.file());
        assertThat(up.own()).singleElement().satisfies(line -> {
            assertThat(line.line()).isEqualTo(6);
            assertThat(line.sql()).startsWith("ALTER TABLE users").endsWith("DEFAULT 0");
        });
        assertThat(up.lines()).anyMatch(Preview.Line::ours);
        assertThat(up.transactional()).isTrue();
        assertThat(trials().preview(last, empty, false).file()).isEqualTo(last.wayBackFile().orElseThrow());
    }

    @Test
    default void a_rehearsal_on_a_copy_tries_each_pending_revision_and_names_the_tables_it_locks() {
        List<Script> all = scripts();

        Rehearsal rehearsal = trials().onCopy(all.subList(0, 3), all.subList(3, 4), OperationId.fresh(), Journal.silent(),
                new StopSignal());

        assertThat(rehearsal.passed()).isTrue();
        assertThat(rehearsal.onTarget()).isFalse();
        assertThat(rehearsal.from()).isEqualTo(new Revision("003"));
        assertThat(rehearsal.trials()).singleElement().satisfies(trial -> {
            assertThat(trial.revision()).isEqualTo(new Revision("004"));
            assertThat(trial.statements()).isEqualTo(1);
            assertThat(trial.locks()).singleElement().satisfies(lock -> {
                assertThat(lock.table() + ": " + lock.mode()).isEqualTo("users: ACCESS EXCLUSIVE");
                assertThat(lock.held()).isPositive();
            });
        });
    }

    @Test
    default void every_shipped_revision_comes_back_to_where_it_was() {
        RoundTrip trip = trials().roundTrip(scripts(), OperationId.fresh(), Journal.silent(), new StopSignal());

        assertThat(trip.closed()).as("%s", trip).isTrue();
        assertThat(trip.legs()).extracting(leg -> leg.revision().id()).containsExactly("001", "002", "003", "004");
    }

    @Test
    default void what_nobody_asks_is_in_nobodys_way() {
        assertThat(trials().ask(List.of())).isEmpty();
    }
}
