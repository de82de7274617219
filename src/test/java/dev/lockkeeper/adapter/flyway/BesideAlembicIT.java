package dev.lockkeeper.adapter.flyway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.Ledgers;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.testing.RealAlembic;
import dev.lockkeeper.testing.RealPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our moves and the real Alembic's, in turns on one database.
class BesideAlembicIT {

    private final RealPostgres.Database database = RealPostgres.fresh();
    private final PostgresAccess access = new PostgresAccess(database.environment());
    private final FlywayHistory history = new FlywayHistory(MigrationFolder.shipped(), new PostgresSessions(access));
    private final RealAlembic alembic = RealAlembic.of(database.address().host(), database.address().port(), database.name(),
            RealPostgres.USER, RealPostgres.PASSWORD);

    @AfterEach
    void close() {
        access.close();
        database.close();
    }

    @Test
    void alembic_reads_our_upgrade_as_its_own_and_we_follow_its_downgrade() throws Exception {
        List.of("001", "002", "003", "004").forEach(this::raise);
        assertThat(alembic.run("current")).contains("004 (head)");
        alembic.run("downgrade", "-1");

        assertThat(history.ladder().current().id()).isEqualTo("003");
        assertThat(history.ladder().finding()).hasValueSatisfying(finding -> assertThat(finding)
                .isInstanceOfSatisfying(SchemaProblem.MovedByAlembic.class, moved -> {
                    assertThat(moved.ours().id()).isEqualTo("004");
                    assertThat(moved.alembic().id()).isEqualTo("003");
                    assertThat(moved.evidence()).contains("alembic_version = 003");
                }));

        raise("004");
        assertThat(alembic.run("current")).contains("004 (head)");
        assertThat(history.ladder().finding()).isEmpty();
    }

    /// What `alembic check` asks, in the words that Alembic had before that verb: a revision made of the differences is an empty one.
    @Test
    void our_ledger_is_nothing_that_alembic_would_want_to_change(@TempDir Path folder) throws Exception {
        List.of("001", "002", "003", "004").forEach(this::raise);
        Path project = folder.resolve("alembic");
        try (Stream<Path> files = Files.walk(Path.of("src/test/alembic"))) {
            for (Path file : files.toList()) {
                Files.copy(file, project.resolve(Path.of("src/test/alembic").relativize(file)));
            }
        }

        Path env = project.resolve("env.py");
        Files.writeString(env, Files.readString(env).replace("include_object=include_object,", "")); // nobody has to be told of it

        alembic.over(project).run("revision", "--autogenerate", "-m", "anything");

        try (Stream<Path> files = Files.walk(project)) {
            Path made = files.filter(file -> file.getFileName().toString().endsWith("_anything.py")).findFirst().orElseThrow();
            assertThat(Files.readString(made)).containsPattern("def upgrade\\(\\)[^:]*:\\s+(# ###[^\\n]*\\s+)?pass")
                    .doesNotContain("op.drop_table", "op.create_table", "lockkeeper.");
        }
    }

    @Test
    void a_database_that_alembic_made_is_adopted_and_taken_down_to_base() throws Exception {
        alembic.run("upgrade", "003");
        assertThat(history.ladder().finding()).contains(new SchemaProblem.NotAdopted(new Revision("003")));

        raise("004");

        assertThat(alembic.run("current")).contains("004 (head)");
        List.of("004", "003", "002", "001")
                .forEach(revision -> history.lower(new Revision(revision), OperationId.fresh(), Journal.silent(),
                        new StopSignal()));
        assertThat(alembic.run("current")).doesNotContain("00");
        assertThat(history.ladder().ledgers()).isEqualTo(new Ledgers(Optional.of(Revision.BASE), Optional.of(Revision.BASE)));
        alembic.run("upgrade", "head");
        assertThat(history.ladder().current().id()).isEqualTo("004");
    }

    @Test
    void our_stamp_is_read_by_alembic() throws Exception {
        database.schema(4);
        history.stamp(new Revision("004"), OperationId.fresh(), Journal.silent());

        assertThat(alembic.run("current")).contains("004 (head)");
        alembic.run("downgrade", "002");
        assertThat(history.ladder().current().id()).isEqualTo("002");
    }

    private void raise(String revision) {
        history.raise(new Revision(revision), OperationId.fresh(), Journal.silent(), new StopSignal());
    }
}
