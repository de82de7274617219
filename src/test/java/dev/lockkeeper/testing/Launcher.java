package dev.lockkeeper.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The packaged console, started as a person starts it: `target/dist/bin/lockkeeper`.
public final class Launcher {

    private final Path home;
    private final List<String> options;

    /// `home` keeps its logs and backups; `options` go before every verb.
    public Launcher(Path home, String... options) {
        this.home = home;
        this.options = List.of(options);
    }

    /// Runs a verb to its end.
    public Ended run(String... verb) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("lockkeeper-", ".err");
        Process process = builder(verb).redirectError(errors.toFile()).start();
        process.getOutputStream().close();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = process.waitFor();
        String err = Files.readString(errors, StandardCharsets.UTF_8);
        Files.delete(errors);
        return new Ended(code, out, err);
    }

    /// A verb on its way, both its streams in one.
    public ProcessBuilder builder(String... verb) {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows")
                ? "lockkeeper.cmd"
                : "lockkeeper";
        List<String> command = new ArrayList<>(List.of(Path.of("target/dist/bin", name).toAbsolutePath().toString()));
        command.addAll(options);
        command.addAll(List.of(verb));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().put("LOCKKEEPER_HOME", home.toString());
        builder.environment().put("LC_ALL", "C.UTF-8");
        builder.environment().remove("DISPLAY");
        return builder;
    }

    /// How a verb ended, and what it said.
    public record Ended(int code, String out, String err) {

        /// The last line of the output, which with `--json` is the result.
        public JsonNode json() {
            try {
                return new ObjectMapper().readTree(out.lines().reduce((_, last) -> last).orElse("null"));
            } catch (IOException e) {
                throw new UncheckedIOException(out, e);
            }
        }
    }
}
