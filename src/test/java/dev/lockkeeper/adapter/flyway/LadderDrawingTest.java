package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.AlembicMatch;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.RungState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The states that files and ledgers can be in, told apart.
class LadderDrawingTest {

    private static final Revision R1 = new Revision("1");
    private static final Revision R2 = new Revision("2");
    private static final Revision R3 = new Revision("3");
    private static final AlembicIds IDS = AlembicIds.of(Map.of(R1, "a1", R2, "b2", R3, "c3"));
    private static final AlembicMatch MATCH = new AlembicMatch(Optional.of(Path.of("versions")),
            Map.of("a1", "a1.py", "b2", "b2.py", "c3", "c3.py", "d4", "d4.py"), IDS);

    @Test
    void a_file_edited_after_it_was_applied_is_shown_with_both_checksums() {
        assertThat(ladder(scripts("1", "2"), rows(row("1", 1), row("2", 777))).finding())
                .contains(new SchemaProblem.ScriptEdited(List.of("V2__x.sql"), List.of("V2__x.sql  777 → 2")));
    }

    @Test
    void a_file_that_is_gone_from_the_middle_is_told_apart_from_a_database_that_is_newer() {
        assertThat(ladder(scripts("1"), rows(row("1", 1), row("2", 2))).finding())
                .contains(new SchemaProblem.DatabaseNewer(List.of(R2)));
        assertThat(ladder(scripts("1", "3"), rows(row("1", 1), row("2", 2), row("3", 3))).finding())
                .contains(new SchemaProblem.ScriptMissing(List.of(R2), List.of("V2__x.sql")));
        assertThat(ladder(scripts("1", "3"), rows(row("1", 1), row("2", 2), row("3", 3), row("4", 4))).finding())
                .as("the file that is gone first").containsInstanceOf(SchemaProblem.ScriptMissing.class);
    }

    @Test
    void a_file_that_comes_late_is_told_also_where_alembic_has_a_ledger() {
        Ladder ladder = ladder(scripts("1", "2", "3"), reading(List.of(row("1", 1), row("3", 3)), Map.of(), "c3"), MATCH);

        assertThat(ladder.finding()).contains(new SchemaProblem.OutOfOrder(List.of(R2)));
        assertThat(ladder.rung(R2).orElseThrow().state()).isEqualTo(RungState.PENDING);
        assertThat(ladder.inTheWay(true)).isPresent();
    }

    @Test
    void what_alembic_moved_is_applied_where_ours_says_nothing_of_it() {
        Ladder ahead = ladder(scripts("1", "2", "3"), reading(List.of(row("1", 1)), Map.of(), "c3"), MATCH);
        Ladder alone = ladder(scripts("1", "2", "3"), reading(List.of(), Map.of(), "b2"), MATCH);

        assertThat(ahead.finding()).containsInstanceOf(SchemaProblem.MovedByAlembic.class);
        assertThat(ahead.rungs()).extracting(rung -> rung.state()).containsOnly(RungState.APPLIED);
        assertThat(alone.rungs()).extracting(rung -> rung.state()).containsExactly(RungState.APPLIED, RungState.APPLIED,
                RungState.PENDING);
    }

    @Test
    void a_gap_is_told_and_blocks_nothing() {
        Ladder ladder = ladder(scripts("001", "002", "004", "005"), rows(row("001", 1)));

        assertThat(ladder.finding()).contains(new SchemaProblem.ScriptGap(List.of("003")));
        assertThat(ladder.inTheWay(true)).isEmpty();
        assertThat(ladder.inTheWay(false)).isEmpty();
    }

    @Test
    void dates_and_tens_are_no_gaps() {
        assertThat(ladder(scripts("20251015", "20251022", "20251102"), rows()).finding()).isEmpty();
        assertThat(ladder(scripts("10", "20", "30"), rows()).finding()).isEmpty();
        assertThat(ladder(scripts("1.1", "1.2", "2.1"), rows()).finding()).isEmpty();
    }

    @Test
    void a_file_that_comes_late_is_told() {
        assertThat(ladder(scripts("1", "2", "3"), rows(row("1", 1), row("3", 3))).finding())
                .contains(new SchemaProblem.OutOfOrder(List.of(R2)));
    }

    @Test
    void a_folder_of_another_project_is_refused() {
        List<Script> other = List.of(script("1", "V1__other.sql", 901), script("2", "V2__other.sql", 902));

        Ladder ladder = ladder(other, rows(row("1", 1), row("2", 2)));

        assertThat(ladder.finding()).contains(new SchemaProblem.MigrationFolderForeign(List.of("V1__x.sql", "V2__x.sql"),
                List.of("V1__other.sql", "V2__other.sql")));
        assertThat(ladder.inTheWay(true)).isPresent();
        assertThat(ladder.inTheWay(false)).isPresent();
        assertThat(ladder(List.of(script("1", "V1__renamed.sql", 1)), rows(row("1", 1))).finding()).isEmpty();
    }

    @Test
    void alembics_own_ids_are_understood_and_shown() {
        Ladder ladder = ladder(scripts("1", "2", "3"), reading(List.of(row("1", 1), row("2", 2)), Map.of(), "b2"), MATCH);

        assertThat(ladder.current()).isEqualTo(R2);
        assertThat(ladder.finding()).isEmpty();
        assertThat(ladder.ledgers().ids().other(R3)).contains("c3");
    }

    @Test
    void a_move_by_alembic_is_told_with_its_id_and_with_who_wrote_ours() {
        Ladder ladder = ladder(scripts("1", "2", "3"), reading(List.of(row("1", 1), row("2", 2)), Map.of(), "a1"), MATCH);

        assertThat(ladder.finding()).contains(new SchemaProblem.MovedByAlembic(R2, R1,
                List.of("flyway_schema_history = 2  llm_app  1970-01-01T00:00:00Z", "alembic_version = a1")));
    }

    @Test
    void a_database_of_alembics_waits_to_be_adopted_under_its_id() {
        assertThat(ladder(scripts("1", "2", "3"), reading(List.of(), Map.of(), "b2"), MATCH).finding())
                .contains(new SchemaProblem.NotAdopted(R2, "b2"));
    }

    @Test
    void ids_that_the_database_keeps_do_without_the_folder() {
        LedgerReading kept = reading(List.of(row("1", 1), row("2", 2)), Map.of(R1, "a1", R2, "b2"), "b2");

        Ladder ladder = ladder(scripts("1", "2", "3"), kept, AlembicMatch.NONE);

        assertThat(ladder.current()).isEqualTo(R2);
        assertThat(ladder.finding()).isEmpty();
        assertThat(ladder.ledgers().ids().id(R3)).isEmpty();
    }

    @Test
    void ids_that_contradict_the_kept_ones_are_refused() {
        assertThat(ladder(scripts("1", "2", "3"), reading(List.of(row("1", 1)), Map.of(R1, "z9"), "z9"), MATCH).finding())
                .contains(new SchemaProblem.AlembicIdsChanged(R1, "z9", "a1"));
    }

    @Test
    void an_unknown_id_is_told_with_the_file_that_has_it() {
        assertThat(ladder(scripts("1", "2", "3"), reading(List.of(), Map.of(), "d4"), MATCH).finding())
                .contains(new SchemaProblem.RevisionUnknown("d4", "alembic_version",
                        Message.of("alembic.hint.file", "d4.py", Message.of("alembic.hint.above"))));
        assertThat(ladder(scripts("1", "2", "3"), reading(List.of(), Map.of(), "gone"), MATCH).finding())
                .contains(new SchemaProblem.RevisionUnknown("gone", "alembic_version",
                        Message.of("alembic.hint.absent", "versions")));
        assertThat(ladder(scripts("1", "2", "3"), reading(List.of(), Map.of(), "gone"), AlembicMatch.NONE).atHead()).isFalse();
        assertThat(ladder(scripts("1", "2", "3"), reading(List.of(), Map.of(), "gone"), AlembicMatch.NONE).finding())
                .contains(new SchemaProblem.RevisionUnknown("gone", "alembic_version"));
    }

    @Test
    void several_heads_are_told() {
        assertThat(ladder(scripts("1", "2", "3"), reading(List.of(), Map.of(), "b2", "x7"), MATCH).finding())
                .contains(new SchemaProblem.AlembicHeads(List.of("b2", "x7")));
    }

    private static Ladder ladder(List<Script> scripts, LedgerReading reading) {
        return ladder(scripts, reading, AlembicMatch.NONE);
    }

    private static Ladder ladder(List<Script> scripts, LedgerReading reading, AlembicMatch match) {
        return new LadderDrawing(scripts, reading, match).draw();
    }

    private static LedgerReading rows(LedgerReading.Row... rows) {
        return new LedgerReading("public", true, List.of(rows), Optional.empty(), List.of(), Map.of());
    }

    private static LedgerReading reading(List<LedgerReading.Row> rows, Map<Revision, String> kept, String... alembic) {
        return new LedgerReading("public", true, rows,
                Optional.of(new LedgerReading.Alembic("alembic_version", List.of(alembic), Optional.empty())), List.of(), kept);
    }

    private static LedgerReading.Row row(String version, int checksum) {
        return new LedgerReading.Row(checksum, version, "SQL", "V" + version + "__x.sql", checksum, "llm_app", Instant.EPOCH,
                Duration.ZERO, true);
    }

    private static List<Script> scripts(String... ids) {
        return Stream.of(ids).map(id -> script(id, "V" + id + "__x.sql", (int) Double.parseDouble(id))).toList();
    }

    private static Script script(String id, String file, int checksum) {
        return new Script(new Revision(id), "x", file, "SELECT 1", Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.empty(), List.of(), checksum, true);
    }
}
