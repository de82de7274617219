package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.testing.FakeContainers;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherPortTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void file() throws IOException {
        file = Files.writeString(folder.resolve(".env"), "POSTGRES_PORT=5432\nPOSTGRES_DB=x\n");
    }

    @Test
    void the_next_free_port_is_written_before_the_database_is_brought_up() throws Exception {
        AtomicReference<String> seen = new AtomicReference<>("");
        int port = new OtherPort(new FakeContainers(), file, 5432, candidate -> candidate == 5434, (_, _) -> {
            seen.set(Files.readString(file));
            return true;
        }).run(Journal.silent(), new StopSignal());

        assertThat(port).isEqualTo(5434);
        assertThat(seen.get()).isEqualTo("POSTGRES_PORT=5434\nPOSTGRES_DB=x\n");
        assertThat(folder.resolve(".env.bak")).hasContent("POSTGRES_PORT=5432\nPOSTGRES_DB=x\n");
    }

    @Test
    void where_none_is_free_nothing_is_written() throws IOException {
        OtherPort operation = new OtherPort(new FakeContainers(), file, 65_530, _ -> false, (_, _) -> {
            throw new AssertionError("brought up");
        });
        assertThatThrownBy(() -> operation.run(Journal.silent(), new StopSignal())).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(new ContainerProblem.NoFreePort(65_531, 65_535)));
        assertThat(Files.readString(file)).isEqualTo("POSTGRES_PORT=5432\nPOSTGRES_DB=x\n");
    }

    @Test
    void a_port_that_is_free_is_said_to_be_and_nothing_is_written() throws IOException {
        stays(new OtherPort(new FakeContainers().then(State.EXITED, Health.NONE, 1), file, 5432, _ -> true, (_, _) -> {
            throw new AssertionError("brought up");
        }), new ContainerProblem.PortFree(5432, file));
    }

    @Test
    void a_port_that_the_database_itself_has_is_not_moved_from() throws IOException {
        stays(new OtherPort(new FakeContainers().then(State.RUNNING, Health.HEALTHY), file, 5432, port -> port != 5432,
                (_, _) -> {
                    throw new AssertionError("brought up");
                }), new ContainerProblem.NothingToMend("demo-postgres-1"));
    }

    private void stays(OtherPort operation, ContainerProblem problem) throws IOException {
        assertThatThrownBy(() -> operation.run(Journal.silent(), new StopSignal())).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(problem));
        assertThat(Files.readString(file)).isEqualTo("POSTGRES_PORT=5432\nPOSTGRES_DB=x\n");
        assertThat(folder.resolve(".env.bak")).doesNotExist();
    }
}
