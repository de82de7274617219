package dev.lockkeeper.containers;

import dev.lockkeeper.environment.ComposeText;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerFacts.State;
import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ProvenBackups.Proven;
import dev.lockkeeper.containers.ResetProblem.DataInFolder;
import dev.lockkeeper.containers.ResetProblem.ResetInProduction;
import dev.lockkeeper.containers.ResetProblem.ResetTargetChanged;
import dev.lockkeeper.containers.ResetProblem.ResetWithoutBackup;
import dev.lockkeeper.containers.ResetProblem.VolumeShared;
import dev.lockkeeper.containers.ServiceFacts.Attached;
import dev.lockkeeper.containers.VolumeReset.Backing;
import dev.lockkeeper.environment.Address;
import dev.lockkeeper.environment.Care;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Holder;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.OperationProblem.AnotherWriter;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.operation.StoppedException;
import dev.lockkeeper.testing.FakeService;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VolumeResetTest {

    private static final Instant NOW = Instant.parse("2026-01-03T00:00:00Z");
    private static final String VOLUME = "demo_postgres_data";

    private final FakeService service = new FakeService();
    private Care care = Care.LOCAL;
    private Optional<Problem> writer = Optional.empty();
    private final StopSignal stop = new StopSignal();

    private VolumeReset reset() {
        OneAction one = new OneAction(_ -> {
            writer.ifPresent(problem -> {
                throw new ProblemException(problem);
            });
            return () -> {};
        }, new Causes(_ -> Optional.empty()));
        return service.reset(new Environment("prod", care, new Address("127.0.0.1", 5432, "app", "app"), new Secret("x"),
                Optional.empty()), Path.of("project"), one, InstantSource.fixed(NOW));
    }

    private VolumeReset.Reset does(String volume, Backing backing) {
        try {
            return reset().resetting(volume, backing, OperationId.fresh()).run(Journal.silent(), stop);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Problem refused(String volume, Backing backing) {
        try {
            does(volume, backing);
        } catch (ProblemException e) {
            assertThat(service.did).as("nothing was touched").isEmpty();
            return e.problem();
        }
        throw new AssertionError("not refused");
    }

    private void backedUp(Duration ago) {
        service.backup = Optional.of(new Proven("b.dump", NOW.minus(ago), 1_000));
    }

    @Test
    void with_a_proven_backup_of_today_the_volume_is_emptied_and_the_way_back_is_named() {
        backedUp(Duration.ofHours(23));
        VolumeReset.Reset done = does(VOLUME, Backing.PROVEN);
        assertThat(service.did).containsExactly("docker compose rm -s -f postgres", "docker volume rm " + VOLUME,
                "docker compose up -d postgres");
        assertThat(done.restorable().orElseThrow().name()).isEqualTo("b.dump");
        assertThat(done.container().state()).isEqualTo(State.RUNNING);
    }

    @Test
    void without_a_backup_and_with_one_of_yesterday_or_of_tomorrow_it_is_refused() {
        assertThat(refused(VOLUME, Backing.PROVEN)).isEqualTo(new ResetWithoutBackup(VOLUME, Optional.empty()));
        backedUp(Duration.ofHours(24));
        assertThat(refused(VOLUME, Backing.PROVEN)).isInstanceOf(ResetWithoutBackup.class);
        backedUp(Duration.ofHours(-2));
        assertThat(refused(VOLUME, Backing.PROVEN)).isInstanceOf(ResetWithoutBackup.class);
    }

    @Test
    void declining_the_backup_is_enough_outside_production_and_never_in_it() {
        care = Care.PRODUCTION;
        backedUp(Duration.ofHours(1));
        assertThat(refused(VOLUME, Backing.PROVEN)).isEqualTo(new ResetInProduction("prod"));
        assertThat(refused(VOLUME, Backing.DECLINED)).isEqualTo(new ResetInProduction("prod"));
        assertThat(reset().preview().declinable()).isFalse();
        care = Care.STAGING;
        service.backup = Optional.empty();
        assertThat(does(VOLUME, Backing.DECLINED).restorable()).isEmpty();
    }

    @Test
    void the_volume_that_was_typed_must_be_the_one_in_use() {
        backedUp(Duration.ofHours(1));
        assertThat(refused("other_data", Backing.PROVEN)).isEqualTo(new ResetTargetChanged("other_data", VOLUME));
    }

    @Test
    void a_volume_of_others_stays_also_where_they_sleep() {
        backedUp(Duration.ofHours(1));
        service.others = List.of(new Volumes.User("o", "other-1", false));
        assertThat(refused(VOLUME, Backing.DECLINED)).isEqualTo(new VolumeShared(VOLUME, List.of("other-1")));
    }

    @Test
    void a_folder_is_never_deleted() {
        backedUp(Duration.ofHours(1));
        service.mount = new Attached("/srv/data", "/var/lib/postgresql/data", false);
        assertThat(refused("/srv/data", Backing.DECLINED)).isEqualTo(new DataInFolder("/srv/data"));
    }

    @Test
    void nobody_may_be_changing_the_database() {
        backedUp(Duration.ofHours(1));
        writer = Optional.of(new AnotherWriter(new Holder(1, "a", "b", "c", Instant.EPOCH)));
        assertThat(refused(VOLUME, Backing.PROVEN)).isInstanceOf(AnotherWriter.class);
    }

    @Test
    void a_stop_before_anything_was_touched_leaves_everything() {
        backedUp(Duration.ofHours(1));
        stop.request();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> does(VOLUME, Backing.PROVEN))
                .isInstanceOf(StoppedException.class);
        assertThat(service.did).isEmpty();
    }

    @Test
    void the_dialog_has_the_volumes_name_its_size_and_the_last_backup() {
        VolumeReset.Preview bare = reset().preview();
        assertThat(bare.volume()).isEqualTo(VOLUME);
        assertThat(bare.bytes()).hasValue(48_000_000);
        assertThat(bare.refusal()).containsInstanceOf(ResetWithoutBackup.class);
        assertThat(bare.declinable()).isTrue();
        assertThat(bare.commands()).containsExactly("docker compose rm -s -f postgres", "docker volume rm " + VOLUME,
                "docker compose up -d postgres");
        backedUp(Duration.ofHours(1));
        assertThat(reset().preview().backup().orElseThrow().name()).isEqualTo("b.dump");
        assertThat(reset().preview().refusal()).isEmpty();
    }

    @Test
    void where_there_is_no_container_the_file_tells_which_volume_it_would_have() {
        service.state = Optional.empty();
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> reset().preview())
                .isInstanceOfSatisfying(ProblemException.class,
                        e -> assertThat(e.problem()).isInstanceOf(ContainerMissing.class));
        service.file = Optional.of(new ComposeText("c",
                "services:\n  postgres:\n    volumes:\n      - postgres_data:/var/lib/postgresql/data\n", "demo",
                _ -> Optional.empty()));
        backedUp(Duration.ofHours(1));
        does(VOLUME, Backing.PROVEN);
        assertThat(service.did).containsExactly("docker volume rm " + VOLUME, "docker compose up -d postgres");
    }
}
