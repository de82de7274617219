package dev.lockkeeper.adapter.machine;

import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Asks a program of the system and reads what it prints.
@FunctionalInterface
interface SystemCommand {

    /// How long a system may take to tell who has a port.
    int SECONDS = 5;

    /// Its lines, both streams; none where there is no such program, or it took too long.
    List<String> run(List<String> command);

    /// Programs of this machine, by an array of arguments, never a shell.
    static SystemCommand ofThisMachine() {
        return command -> {
            try {
                Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
                process.getOutputStream().close();
                // a program that hangs holds its output open: ended, it gives it back
                Thread.ofVirtual().start(() -> {
                    try {
                        if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                            process.destroyForcibly();
                        }
                    } catch (InterruptedException e) {
                        process.destroyForcibly();
                    }
                });
                byte[] said = process.getInputStream().readAllBytes();
                return new String(said, nativeEncoding()).lines().toList();
            } catch (IOException e) {
                return List.of();
            }
        };
    }

    /// Windows' programs write in the console's encoding; what is read here are numbers and file names.
    private static Charset nativeEncoding() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    }
}
