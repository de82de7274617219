package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.ContainerMissing;
import dev.lockkeeper.containers.ProvenBackups.Proven;
import dev.lockkeeper.containers.ResetProblem.DataInFolder;
import dev.lockkeeper.containers.ResetProblem.ResetInProduction;
import dev.lockkeeper.containers.ResetProblem.ResetTargetChanged;
import dev.lockkeeper.containers.ResetProblem.ResetWithoutBackup;
import dev.lockkeeper.containers.ResetProblem.VolumeNotRemoved;
import dev.lockkeeper.containers.ResetProblem.VolumeShared;
import dev.lockkeeper.containers.ServiceFacts.Attached;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.LinesOnly;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Empties the database's volume: the one thing here that destroys data, so it is refused unless what it destroys can be brought back, or
/// somebody has said by name that it need not be. Never in production.
public final class VolumeReset {

    /// A backup counts this long.
    private static final Duration FRESH = Duration.ofHours(24);
    /// As far as clocks may differ.
    private static final Duration AHEAD = Duration.ofMinutes(5);

    private final Environment environment;
    private final Path project;
    private final Parts parts;
    private final ProvenBackups backups;
    private final OneAction one;
    private final InstantSource clock;

    /// `project` is the folder of the Compose file.
    public VolumeReset(Environment environment, Path project, Parts parts, ProvenBackups backups, OneAction one,
            InstantSource clock) {
        this.environment = environment;
        this.project = project;
        this.parts = parts;
        this.backups = backups;
        this.one = one;
        this.clock = clock;
    }

    /// What the reset works with. `bringUp` starts the service and waits for it.
    public record Parts(Services services, Volumes volumes, Compose compose, Operation<ContainerFacts> bringUp) {}

    /// Whether a backup must stand behind it.
    public enum Backing {
        PROVEN,
        /// Declined by typing the volume's name.
        DECLINED
    }

    /// What there is to say before anybody confirms. `refusal` is why it will not be done with a backup behind it; `declinable` says whether
    /// it may be done without one.
    public record Preview(String volume, OptionalLong bytes, String container, Optional<Proven> backup,
            Optional<ResetProblem> refusal, boolean declinable, List<String> commands) {

        public Preview {
            commands = List.copyOf(commands);
        }
    }

    /// What came of it. `restorable` is the backup that brings the data back.
    public record Reset(String volume, ContainerFacts container, Optional<Proven> restorable) {}

    /// Asks the engine and the backup folder. Throws [ContainerProblem] where there is nothing to reset.
    public Preview preview() {
        Optional<ServiceFacts> facts = parts.services().look();
        Attached mount = mount(facts);
        Optional<Proven> backup = backups.newest();
        Optional<ResetProblem> hard = hard(mount, facts);
        return new Preview(mount.source(), mount.volume() ? parts.volumes().bytes(mount.source()) : OptionalLong.empty(),
                facts.map(known -> known.container().name()).orElse("–"), backup, hard.or(() -> unbacked(mount, backup)),
                hard.isEmpty(),
                List.of(parts.compose().command(Deed.REMOVE), parts.volumes().removal(mount.source()),
                        parts.compose().command(Deed.UP)));
    }

    /// The reset as an operation; `confirmed` is the volume's name as it was shown and typed.
    public Operation<Reset> resetting(String confirmed, Backing backing, OperationId operation) {
        return (journal, stop) -> one.alone(parts.volumes().removal(confirmed),
                () -> reset(confirmed, backing, operation, journal, stop));
    }

    private Reset reset(String confirmed, Backing backing, OperationId operation, Journal journal, StopSignal stop)
            throws Exception {
        journal.plan(List.of(Message.of("step.reset-guard"), Message.of("step.reset-remove"),
                Message.of("step.reset-volume", confirmed), Message.of("step.reset-up")));
        journal.step(1);
        Optional<ServiceFacts> facts = parts.services().look();
        Optional<Proven> backup = guarded(confirmed, backing, facts);
        backup.ifPresent(known -> journal.info(Source.KEEPER, "restore-tested backup: " + known.name() + " · " + known.at()));
        if (facts.filter(known -> known.condition().alive()).isPresent()) {
            one.nobodyWrites(operation);
        }
        stop.heed(Message.of("state.reset-untouched"));
        journal.step(2);
        if (facts.isPresent()) {
            parts.compose().run(Deed.REMOVE, journal, stop);
        }
        stop.heed(Message.of("state.reset-untouched"));
        journal.step(3);
        remove(confirmed, journal);
        journal.step(4);
        // From here on a stop would leave less than there was: it is heeded by the waiting alone.
        ContainerFacts container = parts.bringUp().run(new LinesOnly(journal), stop);
        backup.ifPresent(known -> journal.line(Source.KEEPER, Level.OK, "$ lockkeeper restore " + known.name()));
        return new Reset(confirmed, container, backup);
    }

    private void remove(String volume, Journal journal) {
        journal.command(parts.volumes().removal(volume));
        List<String> users = parts.volumes().users(new Attached(volume, "", true)).stream().map(Volumes.User::name).toList();
        if (!users.isEmpty()) {
            throw new ProblemException(new VolumeShared(volume, users));
        }
        parts.volumes().remove(volume);
        if (parts.volumes().find(volume).isPresent()) {
            throw new ProblemException(new VolumeNotRemoved(volume, "still there"));
        }
        journal.line(Source.KEEPER, Level.WARN, volume + ": removed");
    }

    private Optional<Proven> guarded(String confirmed, Backing backing, Optional<ServiceFacts> facts) {
        Attached mount = mount(facts);
        hard(mount, facts).ifPresent(VolumeReset::refuse);
        if (!mount.source().equals(confirmed)) {
            refuse(new ResetTargetChanged(confirmed, mount.source()));
        }
        Optional<Proven> backup = backups.newest();
        if (backing == Backing.PROVEN) {
            unbacked(mount, backup).ifPresent(VolumeReset::refuse);
        }
        return backup;
    }

    private static void refuse(ResetProblem problem) {
        throw new ProblemException(problem);
    }

    private Attached mount(Optional<ServiceFacts> facts) {
        return facts.flatMap(ServiceFacts::data)
                .or(() -> parts.compose().text().flatMap(text -> text.volume(parts.compose().service()))
                        .filter(name -> parts.volumes().find(name).isPresent())
                        .map(name -> new Attached(name, "/var/lib/postgresql/data", true)))
                .orElseThrow(() -> new ProblemException(new ContainerMissing(parts.compose().service(), project)));
    }

    /// What no backup and no word can outweigh.
    private Optional<ResetProblem> hard(Attached mount, Optional<ServiceFacts> facts) {
        if (environment.production()) {
            return Optional.of(new ResetInProduction(environment.name()));
        }
        if (!mount.volume()) {
            return Optional.of(new DataInFolder(mount.source()));
        }
        String own = facts.map(known -> known.container().id()).orElse("");
        List<String> others = parts.volumes().users(mount).stream().filter(user -> !user.id().equals(own))
                .map(Volumes.User::name).toList();
        return others.isEmpty() ? Optional.empty() : Optional.of(new VolumeShared(mount.source(), others));
    }

    private Optional<ResetProblem> unbacked(Attached mount, Optional<Proven> backup) {
        Instant now = clock.instant();
        boolean fresh = backup.filter(known -> known.at().isAfter(now.minus(FRESH)) && known.at().isBefore(now.plus(AHEAD)))
                .isPresent();
        return fresh ? Optional.empty() : Optional.of(new ResetWithoutBackup(mount.source(), backup.map(Proven::at)));
    }
}
