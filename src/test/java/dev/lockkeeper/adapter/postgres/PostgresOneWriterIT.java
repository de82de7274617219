package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.OneWriter;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.testing.RealPostgres;

class PostgresOneWriterIT {

    RealPostgres.Database database;
    PostgresAccess mine;
    PostgresAccess theirs;

    @BeforeEach
    void open() {
        database = RealPostgres.fresh();
        mine = new PostgresAccess(database.environment());
        theirs = new PostgresAccess(database.environment());
    }

    @AfterEach
    void close() {
        mine.close();
        theirs.close();
        database.close();
    }

    @Test
    void a_second_writer_is_told_at_once_who_is_at_work_and_since_when() {
        try (OneWriter.Held held = new PostgresOneWriter(mine).hold(new OperationId("0000cafe"))) {
            Holder holder = refused();

            assertThat(holder.application()).startsWith("lockkeeper-0000cafe " + System.getProperty("user.name"));
            assertThat(holder.user()).isEqualTo(RealPostgres.USER);
            assertThat(holder.client()).isEqualTo("127.0.0.1");
            assertThat(holder.since()).isCloseTo(Instant.now(), org.assertj.core.api.Assertions.within(10, ChronoUnit.SECONDS));
            assertThat(held.alive()).isTrue();
        }
    }

    @Test
    void giving_it_back_lets_the_next_one_in() {
        new PostgresOneWriter(mine).hold(OperationId.fresh()).close();
        new PostgresOneWriter(theirs).hold(OperationId.fresh()).close();
    }

    @Test
    void a_writer_that_died_holds_nothing_and_knows_it() {
        try (OneWriter.Held held = new PostgresOneWriter(mine).hold(OperationId.fresh())) {
            database.runAsAdmin("SELECT pg_terminate_backend(" + refused().pid() + ", 5000)");

            new PostgresOneWriter(theirs).hold(OperationId.fresh()).close();
            assertThat(held.alive()).isFalse();
        }
    }

    @Test
    void two_databases_of_one_server_do_not_hinder_each_other() {
        try (RealPostgres.Database other = RealPostgres.fresh();
                PostgresAccess there = new PostgresAccess(other.environment());
                OneWriter.Held held = new PostgresOneWriter(mine).hold(OperationId.fresh());
                OneWriter.Held second = new PostgresOneWriter(there).hold(OperationId.fresh())) {
            assertThat(held.alive() && second.alive()).isTrue();
        }
    }

    @Test
    void a_refused_writer_leaves_no_session_behind() {
        try (OneWriter.Held held = new PostgresOneWriter(mine).hold(OperationId.fresh())) {
            refused();
            long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (!database.ask("SELECT count(*) FROM pg_stat_activity WHERE application_name LIKE 'lockkeeper-%' "
                    + "AND datname = current_database()").equals(java.util.List.of("1"))) {
                assertThat(System.nanoTime()).isLessThan(until);
                Thread.onSpinWait();
            }
            assertThat(held.alive()).isTrue();
        }
    }

    @Test
    void a_long_name_is_cut_to_what_the_server_keeps() {
        assertThat(PostgresConnections.cut("가".repeat(40))).isEqualTo("가".repeat(21));
        assertThat(PostgresConnections.cut("short")).isEqualTo("short");
    }

    private Holder refused() {
        Holder[] told = new Holder[1];
        assertThatThrownBy(() -> new PostgresOneWriter(theirs).hold(OperationId.fresh()))
                .isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isInstanceOfSatisfying(OperationProblem.AnotherWriter.class,
                                problem -> told[0] = problem.holder()));
        return told[0];
    }
}
