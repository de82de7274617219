package dev.lockkeeper.operation;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Names one run everywhere it leaves a trace: the server's `application_name`, file names, the log.
public record OperationId(String text) {

    public static OperationId fresh() {
        return new OperationId(HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt()));
    }

    /// What the server shows for our sessions of this run.
    public String applicationName() {
        return "lockkeeper-" + text;
    }

    @Override
    public String toString() {
        return text;
    }
}
