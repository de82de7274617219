package dev.lockkeeper.operation;

/// Places at which a test may end this process as a power cut would. Without the system property `lockkeeper.fault` nothing ever happens here.
public final class FaultPoint {

    private static final String DIES_AT = System.getProperty("lockkeeper.fault", "");
    private static final int KILLED = 137;

    private FaultPoint() {}

    /// `name` says what was done just now: `backup.dumped`.
    public static void reached(String name) {
        if (DIES_AT.equals(name)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}
