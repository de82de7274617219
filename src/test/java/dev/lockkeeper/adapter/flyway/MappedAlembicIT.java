package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.lockkeeper.adapter.alembic.AlembicFolder;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.AlembicRevisions;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.testing.RealAlembic;
import dev.lockkeeper.testing.RealPostgres;
import dev.lockkeeper.words.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A back end whose Alembic ids are no numbers, its real Alembic and our moves in turns on one database.
class MappedAlembicIT {

    private static final Path PROJECT = Path.of("src/test/resources/alembic/dates");
    private static final String METRICS = "20251102_add_metrics_tables";
    private static final String LOCKOUT = "20251109_user_lockout_fields";

    private final RealPostgres.Database database = RealPostgres.fresh();
    private final PostgresAccess access = new PostgresAccess(database.environment());
    private final FlywayHistory history = history(new AlembicFolder(PROJECT, Optional.empty()), MigrationFolder.shipped());
    private final RealAlembic alembic = RealAlembic.of(database.address().host(), database.address().port(), database.name(),
            RealPostgres.USER, RealPostgres.PASSWORD).over(PROJECT);

    @TempDir
    Path folder = Path.of("");

    @AfterEach
    void close() {
        access.close();
        database.close();
    }

    @Test
    void what_alembic_made_is_read_moved_and_read_again_by_alembic() throws Exception {
        alembic.run("upgrade", "head");

        assertThat(history.ladder().current().id()).isEqualTo("004");
        assertThat(history.ladder().finding()).contains(new SchemaProblem.NotAdopted(new Revision("004"), LOCKOUT));

        lower(history, "004");
        assertThat(alembic.run("current")).contains(METRICS).doesNotContain("head");
        assertThat(history.ladder().finding()).isEmpty();

        raise(history, "004");
        assertThat(alembic.run("current")).contains(LOCKOUT + " (head)");

        alembic.run("downgrade", "-1");
        Ladder after = history.ladder();
        assertThat(after.current().id()).isEqualTo("003");
        assertThat(after.finding()).hasValueSatisfying(finding -> assertThat(finding)
                .isInstanceOfSatisfying(SchemaProblem.MovedByAlembic.class, moved -> assertThat(moved.evidence())
                        .contains("alembic_version = " + METRICS).anyMatch(line -> line.contains(RealPostgres.USER))));

        raise(history, "004");
        List.of("004", "003", "002", "001").forEach(revision -> lower(history, revision));
        assertThat(alembic.run("current")).doesNotContain("2025");
        alembic.run("upgrade", "head");
        assertThat(history.ladder().current().id()).isEqualTo("004");
    }

    @Test
    void a_ledger_that_we_begin_bears_alembics_ids() throws Exception {
        List.of("001", "002", "003").forEach(revision -> raise(history, revision));

        assertThat(database.ask("SELECT version_num FROM alembic_version")).containsExactly(METRICS);
        alembic.run("upgrade", "head");
        assertThat(alembic.run("current")).contains(LOCKOUT + " (head)");
    }

    @Test
    void a_later_console_without_the_folder_still_knows_the_ids() throws Exception {
        alembic.run("upgrade", METRICS);
        raise(history, "004");
        FlywayHistory alone = history(AlembicRevisions.NONE, MigrationFolder.shipped());

        assertThat(alone.ladder().finding()).isEmpty();
        assertThat(alone.ladder().ledgers().ids().other(new Revision("003"))).contains(METRICS);
        lower(alone, "004");
        assertThat(alembic.run("current")).contains(METRICS);
    }

    @Test
    void a_stamp_writes_alembics_id() throws Exception {
        database.schema(4);
        history.stamp(new Revision("004"), OperationId.fresh(), Journal.silent());

        assertThat(alembic.run("current")).contains(LOCKOUT + " (head)");
        history.stamp(new Revision("003"), OperationId.fresh(), Journal.silent());
        assertThat(alembic.run("current")).contains(METRICS);
    }

    @Test
    void a_script_that_fails_leaves_both_ledgers_and_the_kept_ids_as_they_were() throws Exception {
        alembic.run("upgrade", "20251022_conversations_documents");
        copyShipped("003", "SELECT 1; SELECT 1/0;");
        FlywayHistory own = history(new AlembicFolder(PROJECT, Optional.empty()), MigrationFolder.at(folder));

        assertThat(catchThrowableOfType(ProblemException.class, () -> raise(own, "003"))).isNotNull();

        assertThat(alembic.run("current")).contains("20251022_conversations_documents");
        assertThat(own.ladder().current().id()).isEqualTo("002");
    }

    @Test
    void a_revision_that_alembic_does_not_have_is_refused_before_anything_is_run() throws Exception {
        alembic.run("upgrade", "head");
        copyShipped("004", Files.readString(Path.of("resources/db/migration/V004__add_user_lockout_fields.sql")));
        Files.writeString(folder.resolve("V005__more.sql"), "CREATE TABLE more (id integer);");
        FlywayHistory own = history(new AlembicFolder(PROJECT, Optional.empty()), MigrationFolder.at(folder));
        assertThat(own.ladder().current().id()).isEqualTo("004");

        assertThat(Objects.requireNonNull(catchThrowableOfType(ProblemException.class, () -> raise(own, "005"))).problem())
                .isEqualTo(new SchemaProblem.AlembicCounterpartMissing(new Revision("005"), "V005__more.sql"));
        assertThat(database.ask("SELECT to_regclass('more')::text")).containsExactly("null");
        assertThat(alembic.run("current")).contains(LOCKOUT);
    }

    @Test
    void an_unknown_id_and_several_heads_are_told() throws Exception {
        alembic.run("upgrade", "head");
        database.run("UPDATE alembic_version SET version_num = 'ffff'");
        assertThat(history.ladder().finding()).contains(new SchemaProblem.RevisionUnknown("ffff", "alembic_version",
                Message.of("alembic.hint.absent", PROJECT.toAbsolutePath().resolve("versions").toString())));

        database.run("INSERT INTO alembic_version VALUES ('" + LOCKOUT + "')");
        assertThat(history.ladder().finding()).contains(new SchemaProblem.AlembicHeads(List.of(LOCKOUT, "ffff")));
        assertThat(Objects.requireNonNull(catchThrowableOfType(ProblemException.class,
                () -> history.stamp(new Revision("004"), OperationId.fresh(), Journal.silent()))).problem())
                .isInstanceOf(SchemaProblem.AlembicHeads.class);
    }

    /// The shipped scripts below `revision`, and this one with another text.
    private void copyShipped(String revision, String text) throws Exception {
        for (String name : List.of("V001__create_users_and_sessions.sql", "V002__create_conversations_and_documents.sql",
                "V003__add_metrics_tables.sql", "V004__add_user_lockout_fields.sql")) {
            int order = name.substring(1, 4).compareTo(revision);
            if (order <= 0) {
                Files.writeString(folder.resolve(name),
                        order == 0 ? text : Files.readString(Path.of("resources/db/migration").resolve(name)));
            }
        }
    }

    private FlywayHistory history(AlembicRevisions revisions, MigrationFolder scripts) {
        return new FlywayHistory(scripts, new PostgresSessions(access), new FlywayHistory.Surroundings(revisions, false));
    }

    private static void raise(FlywayHistory history, String revision) {
        history.raise(new Revision(revision), OperationId.fresh(), Journal.silent(), new StopSignal());
    }

    private static void lower(FlywayHistory history, String revision) {
        history.lower(new Revision(revision), OperationId.fresh(), Journal.silent(), new StopSignal());
    }
}
