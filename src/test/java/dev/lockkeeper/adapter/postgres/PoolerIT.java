package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.readiness.ConnectionProblem;
import dev.lockkeeper.testing.RealPgBouncer;
import dev.lockkeeper.testing.RealPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A real PgBouncer between us and the server.
class PoolerIT {

    @ParameterizedTest
    @ValueSource(strings = {"default_pool_size = 20", "default_pool_size = 1\nreserve_pool_size = 0", "server_round_robin = 1"})
    void a_pooler_of_transactions_is_told_before_anything_is_locked(String setting) {
        try (RealPostgres.Database database = RealPostgres.fresh();
                RealPgBouncer bouncer = RealPgBouncer.before(database, "transaction", setting);
                PostgresAccess access = new PostgresAccess(bouncer.environment())) {
            OneWriter writer = new PostgresOneWriter(access);

            assertThatThrownBy(writer::mustLast).isInstanceOfSatisfying(ProblemException.class,
                    refused -> assertThat(refused.problem()).isInstanceOfSatisfying(ConnectionProblem.TransactionPooler.class,
                            pooler -> assertThat(pooler.address()).isEqualTo(bouncer.environment().address())));
            assertThatThrownBy(() -> writer.hold(OperationId.fresh())).isInstanceOfSatisfying(ProblemException.class,
                    refused -> assertThat(refused.problem()).isInstanceOf(ConnectionProblem.TransactionPooler.class));
            assertThat(access.<Integer>ask(connection -> 1)).as("looking is still possible").isEqualTo(1);
            assertThat(database.ask("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM "
                    + "pg_database WHERE datname = current_database())")).containsExactly("0");
        }
    }

    @Test
    void a_pooler_of_sessions_is_as_good_as_none() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                RealPgBouncer bouncer = RealPgBouncer.before(database, "session");
                PostgresAccess access = new PostgresAccess(bouncer.environment())) {
            try (OneWriter.Held held = new PostgresOneWriter(access).hold(OperationId.fresh())) {
                assertThat(held.alive()).isTrue();
            }
        }
    }

    @Test
    void a_server_itself_is_no_pooler() {
        try (RealPostgres.Database database = RealPostgres.fresh();
                PostgresAccess access = new PostgresAccess(database.environment())) {
            new PostgresOneWriter(access).mustLast();
        }
    }
}
