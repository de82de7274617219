package dev.lockkeeper.containers;

import dev.lockkeeper.containers.ContainerProblem.DataDiskLow;
import java.util.Optional;

/// Whether the disk with the database's files has room to go on.
public final class DataRoom {

    private static final long LITTLE = 500L << 20;
    private static final int TWENTIETH = 20;
    private static final int HUNDREDTH = 100;

    private DataRoom() {}

    /// That it is nearly full; empty where it is not, or cannot be asked. Asks inside the container.
    public static Optional<DataDiskLow> shortage(ContainerFacts container, InsideFacts inside) {
        return inside.disk(container)
                .filter(disk -> disk.free() < LITTLE || disk.free() < disk.total() / TWENTIETH)
                .map(disk -> new DataDiskLow(container.name(), disk.free(), disk.total()));
    }

    /// Whether nothing more can be expected to be written.
    public static boolean isOut(DataDiskLow shortage) {
        return shortage.free() < shortage.total() / HUNDREDTH;
    }
}
