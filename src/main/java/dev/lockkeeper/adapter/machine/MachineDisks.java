package dev.lockkeeper.adapter.machine;

import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.readiness.Disks;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The disks of this machine, as the operating system tells. A network disk that hangs keeps whoever asks.
public final class MachineDisks implements Disks {

    @Override
    public Optional<Disk> of(Path folder) {
        try {
            FileStore store = Files.getFileStore(there(folder));
            return Optional.of(new Disk(store.getUsableSpace(), store.getTotalSpace()));
        } catch (IOException | SecurityException e) {
            return Optional.empty();
        }
    }

    @Override
    public boolean same(Path one, Path other) {
        try {
            return Files.getFileStore(there(one)).equals(Files.getFileStore(there(other)));
        } catch (IOException | SecurityException e) {
            return false;
        }
    }

    /// The folder, or the nearest above it that is there.
    private static Path there(Path folder) {
        Path at = folder.toAbsolutePath();
        for (Path up = at; up != null; up = up.getParent()) {
            if (Files.exists(up)) {
                return up;
            }
        }
        return at;
    }
}
