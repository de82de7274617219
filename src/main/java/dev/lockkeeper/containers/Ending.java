package dev.lockkeeper.containers;

import dev.lockkeeper.words.Message;
import java.util.Map;
import java.util.Optional;

/// How a container ended: its exit code, whether the engine says that memory ran out, and the server's last words, if they tell.
public record Ending(int exitCode, boolean outOfMemory, Optional<String> fatal) {

    private static final int SIGNALS_FROM = 128;
    private static final Map<Integer, String> SIGNALS = Map.of(1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 4, "SIGILL", 6, "SIGABRT",
            7, "SIGBUS", 9, "SIGKILL", 11, "SIGSEGV", 15, "SIGTERM");

    /// The signal that the code stands for: 137 is 128 + 9, `SIGKILL`.
    public Optional<String> signal() {
        return exitCode <= SIGNALS_FROM
                ? Optional.empty()
                : Optional.ofNullable(SIGNALS.get(exitCode - SIGNALS_FROM));
    }

    /// What that means, in words. Only the engine's own word makes it "out of memory": a kill has the same code.
    public Message words() {
        if (outOfMemory && exitCode != 0) {
            return Message.of("ending.memory", exitCode);
        }
        Optional<String> signal = signal();
        if (signal.isPresent()) {
            return Message.of("ending.signal", exitCode, signal.get());
        }
        return exitCode == 0 ? Message.of("ending.clean") : Message.of("ending.code", exitCode);
    }
}
