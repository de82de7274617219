package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.Wsl;
import java.util.Optional;

/// What of this machine the chain stands on, as far as it could be told in time: WSL, the database's port, the project's disk, and the
/// disk of the engine's data where that is another one.
public record Footing(Optional<Wsl> wsl, Optional<PortUse> port, Optional<Disk> project, Optional<Disk> engine) {

    public static final Footing UNKNOWN = new Footing(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /// With less room a server soon cannot write.
    private static final long LITTLE = 2_000_000_000L;

    public static boolean little(Disk disk) {
        return disk.free() < LITTLE;
    }

    /// Who has the database's port of this machine.
    public sealed interface PortUse {

        int port();

        record Free(int port) implements PortUse {}

        /// The project's own container.
        record Ours(int port, String container) implements PortUse {}

        /// Somebody else; `holder` is empty where the system does not tell who.
        record Held(int port, Optional<PortHolder> holder) implements PortUse {}
    }
}
