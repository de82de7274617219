package dev.lockkeeper.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.accounts.Account;
import dev.lockkeeper.accounts.Reason;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.ConnectionProblem.AnotherServer;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.testing.RealEngine;
import dev.lockkeeper.testing.RealPostgres;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// The port that the environment's file names belongs to another PostgreSQL of this machine, which lets us in; the container is published
/// at another one.
class AnotherServerIT extends OnTheEngine {

    private static final String ROLE = "same_server_it";
    private static final String IDENTIFIER = "SELECT system_identifier FROM pg_control_system()";

    @Test
    void both_servers_are_told_apart_by_their_own_names_and_nothing_is_changed_in_the_wrong_one() throws Exception {
        try (RealEngine.Project project = engine.project();
                RealPostgres.Database other = RealPostgres.fresh();
                RealPostgres.Database bare = RealPostgres.fresh()) {
            project.up();
            other.schema(4).script("/db/practice/sample_accounts.sql");
            other.runAsAdmin("CREATE ROLE " + ROLE + " LOGIN SUPERUSER PASSWORD '" + RealEngine.PASSWORD + "'");
            try {
                String file = Files.readString(project.folder().resolve(".env"));
                Files.writeString(project.folder().resolve(".env"),
                        file.replaceAll("POSTGRES_PORT=\\d+", "POSTGRES_PORT=" + RealPostgres.port())
                                .replace("POSTGRES_USER=" + RealEngine.USER, "POSTGRES_USER=" + ROLE)
                                .replace("POSTGRES_DB=" + RealEngine.DATABASE, "POSTGRES_DB=" + other.name()));
                String inside = project.sql(IDENTIFIER);
                List<String> outside = other.ask("SELECT 1 FROM users WHERE is_locked");
                assertThat(outside).isNotEmpty();

                try (Desk desk = desk(project, Optional.empty(), Optional.of("none"))) {
                    Readiness now = desk.help().checklist().check().readiness();
                    assertThat(now.station(StationName.CONTAINER).state()).isInstanceOf(StationState.Ok.class);
                    assertThat(now.station(StationName.CONNECTION).state()).isInstanceOfSatisfying(StationState.Broken.class,
                            broken -> assertThat(broken.problem()).isInstanceOfSatisfying(AnotherServer.class, problem -> {
                                assertThat(problem.expected()).isEqualTo(inside);
                                assertThat(problem.found()).isNotEqualTo(inside).matches("\\d{15,}");
                                assertThat(problem.container()).isEqualTo(project.container());
                            }));

                    refused(() -> desk.schema().stamp("004", OperationId.fresh()).run(Journal.silent(), new StopSignal()));
                    Account locked = desk.accounts().list(dev.lockkeeper.accounts.AccountsFilter.ALL
                            .viewing(dev.lockkeeper.accounts.AccountsFilter.View.LOCKED), Optional.empty(), 1).rows()
                            .getFirst();
                    refused(() -> desk.accounts().unlock(locked, new Reason("asked by phone"), "tester"));
                }
                Files.writeString(project.folder().resolve(".env"), Files.readString(project.folder().resolve(".env"))
                        .replace("POSTGRES_DB=" + other.name(), "POSTGRES_DB=" + bare.name()));
                try (Desk desk = desk(project, Optional.empty(), Optional.of("none"))) {
                    refused(() -> desk.schema().upgrade("head", Safeguard.Wish.NOT_NEEDED, OperationId.fresh())
                            .run(Journal.silent(), new StopSignal()));
                }
                assertThat(bare.ask("SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace"))
                        .containsExactly("0");
                assertThat(other.ask("SELECT 1 FROM users WHERE is_locked")).isEqualTo(outside);
                assertThat(other.ask("SELECT count(*) FROM information_schema.schemata WHERE schema_name = 'lockkeeper'"))
                        .as("no ledger was written").containsExactly("0");
            } finally {
                other.runAsAdmin("DROP OWNED BY " + ROLE + "; DROP ROLE " + ROLE);
            }
        }
    }

    private static void refused(ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isInstanceOf(AnotherServer.class));
    }
}
