package dev.lockkeeper.adapter.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.environment.Address;
import dev.lockkeeper.readiness.ConnectionProblem.ConnectionLost;
import java.io.EOFException;
import java.net.SocketException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;

class PostgresTranslationTest {

    private static final Address ADDRESS = new Address("127.0.0.1", 5432, "llm_webapp", "llm_app");

    private static Object lost(Exception cause) {
        return new PostgresTranslation(ADDRESS, List::of).problem(
                new PSQLException("An I/O error occurred while sending to the backend.", PSQLState.CONNECTION_FAILURE, cause));
    }

    @Test
    void the_evidence_is_the_deepest_sentence_and_never_the_bare_name_of_an_exception() {
        assertThat(lost(new EOFException()))
                .isEqualTo(new ConnectionLost(ADDRESS, "An I/O error occurred while sending to the backend."));
        assertThat(lost(new SocketException("Connection reset"))).isEqualTo(new ConnectionLost(ADDRESS, "Connection reset"));
    }
}
