package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.InsideFacts.Disk;
import java.nio.file.Path;
import java.util.Optional;

/// The disks of this machine. A question may take as long as a disk that hangs.
public interface Disks {

    /// The room on the disk of a folder, which need not be there yet; empty where it cannot be told.
    Optional<Disk> of(Path folder);

    /// Whether both folders lie on one disk.
    boolean same(Path one, Path other);
}
