package dev.lockkeeper.operation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Places at which a test may end this process as a power cut would. Without the system properties `lockkeeper.fault` and `lockkeeper.pause` nothing ever happens here.
public final class FaultPoint {

    /// `NAME`, or `NAME#3` for the third time it is reached.
    private static final String[] DIES_AT = System.getProperty("lockkeeper.fault", "").split("#", 2);
    private static final int TIMES = DIES_AT.length == 2 ? Integer.parseInt(DIES_AT[1]) : 1;
    private static final AtomicInteger REACHED = new AtomicInteger();
    /// `NAME=FILE`: waits there as long as the file exists.
    private static final String[] WAITS_AT = System.getProperty("lockkeeper.pause", "").split("=", 2);
    private static final int KILLED = 137;

    private FaultPoint() {}

    /// `name` says what was done just now: `backup.dumped`.
    public static void reached(String name) {
        if (DIES_AT[0].equals(name) && REACHED.incrementAndGet() == TIMES) {
            Runtime.getRuntime().halt(KILLED);
        }
        if (WAITS_AT.length == 2 && WAITS_AT[0].equals(name)) {
            while (Files.exists(Path.of(WAITS_AT[1]))) {
                LockSupport.parkNanos(20_000_000);
            }
        }
    }
}
