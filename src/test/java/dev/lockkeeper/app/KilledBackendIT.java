package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.ConnectionProblem.ServerProcessKilled;
import dev.lockkeeper.readiness.LostSession;
import dev.lockkeeper.schema.SchemaProblem.ServerProcessEnded;
import dev.lockkeeper.testing.RealEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A container with little memory, and a step that wants more: the system ends the process that runs it, and the server resets itself.
class KilledBackendIT extends OnTheEngine {

    @TempDir
    Path scripts;

    @Test
    void a_step_that_wants_more_memory_than_there_is_is_undone_and_named_and_other_sessions_hear_why_they_ended()
            throws Exception {
        // the empty databases that scripts are tried on have no such setting, and so no demand
        Files.writeString(scripts.resolve("V001__small.sql"), "CREATE TABLE small (a int);\n");
        Files.writeString(scripts.resolve("V002__sorted.sql"), """
            CREATE TABLE sorted (a int, b text);
            SET LOCAL work_mem = '2GB';
            INSERT INTO sorted
                SELECT g, repeat('x', 100) FROM generate_series(1,
                    coalesce(nullif(current_setting('test.demand', true), '')::int, 1)) g ORDER BY 2, 1 DESC;
            """);
        try (RealEngine.Project project = engine.project(
                yaml -> yaml.replace("    restart: unless-stopped\n",
                        "    restart: unless-stopped\n    mem_limit: 128m\n    memswap_limit: 128m\n"))) {
            project.up();
            project.sql("ALTER DATABASE " + RealEngine.DATABASE + " SET test.demand = 20000000");
            try (Desk desk = desk(project, Optional.of(scripts), Optional.of("none"))) {
                try (PostgresAccess access = new PostgresAccess(project.environment());
                        Connection other = access.operationConnection(OperationId.fresh());
                        Statement statement = other.createStatement()) {
                    statement.execute("SELECT 1");

                    assertThatThrownBy(() -> desk.schema().upgrade("head", Safeguard.Wish.NOT_NEEDED, OperationId.fresh())
                            .run(Journal.silent(), new StopSignal())).isInstanceOfSatisfying(ProblemException.class, e -> {
                                assertThat(e.problem()).isInstanceOfSatisfying(ServerProcessEnded.class, ended -> {
                                    assertThat(ended.revision().id()).isEqualTo("002");
                                    assertThat(ended.standing().id()).isEqualTo("001");
                                    assertThat(ended.file()).isEqualTo("V002__sorted.sql");
                                    assertThat(ended.undone()).isTrue();
                                    assertThat(ended.message()).contains("was terminated by signal 9");
                                });
                            });

                    assertThatThrownBy(() -> statement.execute("SELECT 1")).isInstanceOfSatisfying(SQLException.class,
                            e -> assertThat(new PostgresSessions(access, new LostSession(project.environment(),
                                    project.containers(), InstantSource.system())::of).problem(e).problem())
                                    .isInstanceOf(ServerProcessKilled.class));
                }
                assertThat(desk.schema().ladder().current().id()).isEqualTo("001");
                assertThat(project.sql("SELECT to_regclass('sorted') IS NULL AND to_regclass('small') IS NOT NULL"))
                        .isEqualTo("t");

                project.sql("ALTER DATABASE " + RealEngine.DATABASE + " RESET test.demand");
                assertThat(desk.schema().upgrade("head", Safeguard.Wish.NOT_NEEDED, OperationId.fresh())
                        .run(Journal.silent(), new StopSignal()).current().id()).as("once it wants less").isEqualTo("002");
            }
        }
    }

}
