package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.Dump;
import dev.lockkeeper.backup.Sink;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerFacts.Health;
import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.testing.FakeContainers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NearestDumpTest {

    private static final Containers NO_ENGINE = new Containers() {
        @Override
        public Optional<ContainerFacts> find() {
            throw new ProblemException(new EngineAbsent("unix:///nowhere"));
        }

        @Override
        public List<String> logTail(String id, int lines) {
            return List.of();
        }
    };

    private static BackupMethod chosen(Containers containers, boolean answers) {
        return new NearestDump(containers, () -> answers, by(BackupMethod.CONTAINER_DUMP), by(BackupMethod.LOCAL_DUMP)).method();
    }

    private static Dump by(BackupMethod method) {
        return new Dump() {
            @Override
            public BackupMethod method() {
                return method;
            }

            @Override
            public String command() {
                return method.name();
            }

            @Override
            public Sent write(Sink to, OperationId operation, Journal journal, StopSignal stop) {
                throw new UnsupportedOperationException();
            }
        };
    }

    @Test
    void a_container_dumps_its_own_database_and_says_itself_why_it_cannot() {
        Containers stopped = new FakeContainers().then(State.EXITED, Health.NONE, 1);
        assertThat(chosen(stopped, false)).isEqualTo(BackupMethod.CONTAINER_DUMP);
        assertThat(chosen(new FakeContainers().none(), false)).isEqualTo(BackupMethod.CONTAINER_DUMP);
    }

    @Test
    void a_server_that_answers_without_a_container_is_dumped_from_here() {
        assertThat(chosen(new FakeContainers().none(), true)).isEqualTo(BackupMethod.LOCAL_DUMP);
        assertThat(chosen(NO_ENGINE, true)).isEqualTo(BackupMethod.LOCAL_DUMP);
    }

    @Test
    void with_neither_engine_nor_server_the_engine_is_the_problem() {
        assertThatThrownBy(() -> chosen(NO_ENGINE, false)).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOf(EngineAbsent.class));
    }
}
