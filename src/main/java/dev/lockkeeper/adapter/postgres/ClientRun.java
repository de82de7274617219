package dev.lockkeeper.adapter.postgres;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// One of PostgreSQL's programs at work on this machine. The stop asks it to end, which makes it cancel its statement on the server; closing
/// ends it for good.
final class ClientRun implements AutoCloseable {

    private static final int LAST_WORDS = 20;
    private static final int WARNINGS = 100;

    private final Process process;
    private final StopSignal.Waiting stopping;
    private final Thread listening;
    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final List<String> warnings = new ArrayList<>();

    private ClientRun(Process process, Consumer<String> line, StopSignal stop) {
        this.process = process;
        // By its handle, since Process#destroy would close what it still says.
        this.stopping = stop.whenRequested(process.toHandle()::destroy);
        this.listening = Thread.ofVirtual().name("lockkeeper-client-words").start(() -> listen(line));
    }

    /// How it ended: its code, its last words, and what it warned of.
    record Ended(int code, List<String> lines, List<String> warnings) {}

    /// `line` hears what it says on its error stream.
    static ClientRun start(ProcessBuilder builder, Consumer<String> line, StopSignal stop) throws IOException {
        return new ClientRun(builder.start(), line, stop);
    }

    /// No variable of this process's decides where the program connects to.
    static Map<String, String> surroundings(ProcessBuilder builder) {
        Map<String, String> variables = builder.environment();
        variables.keySet().removeIf(name -> name.startsWith("PG"));
        variables.put("LC_ALL", "C");
        return variables;
    }

    /// The way to a database of the environment's server. By variables: no name can then be taken for an option or a connection string.
    static Map<String, String> connection(Environment environment, String database, PasswordFile password,
            OperationId operation) {
        return Map.of("PGHOST", environment.address().host(), "PGPORT", String.valueOf(environment.address().port()), "PGUSER",
                environment.address().user(), "PGDATABASE", database, "PGPASSFILE", password.path().toString(), "PGAPPNAME",
                operation.applicationName(), "PGCONNECT_TIMEOUT", "5");
    }

    /// What it writes on its standard output.
    InputStream output() {
        return process.getInputStream();
    }

    /// Gives it bytes to read; false once it takes no more.
    boolean feed(byte[] bytes, int length) {
        try {
            process.getOutputStream().write(bytes, 0, length);
            return true;
        } catch (IOException e) {
            return false; // it has ended; its code says how
        }
    }

    /// Tells it that there is no more to read.
    void finish() {
        try (OutputStream input = process.getOutputStream()) {
            input.flush();
        } catch (IOException e) {
            // it has ended; its code says how
        }
    }

    Ended await() throws InterruptedException {
        int code = process.waitFor();
        listening.join();
        synchronized (lines) {
            return new Ended(code, List.copyOf(lines), List.copyOf(warnings));
        }
    }

    private void listen(Consumer<String> line) {
        try (BufferedReader said = new BufferedReader(
                new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String text = said.readLine(); text != null; text = said.readLine()) {
                line.accept(text);
                keep(text);
            }
        } catch (IOException e) {
            // it was ended
        }
    }

    private void keep(String text) {
        synchronized (lines) {
            lines.addLast(text);
            if (lines.size() > LAST_WORDS) {
                lines.removeFirst();
            }
            if (text.contains("warning:") && warnings.size() < WARNINGS) {
                warnings.add(text);
            }
        }
    }

    @Override
    public void close() {
        stopping.close();
        finish();
        if (process.isAlive()) {
            process.destroyForcibly().onExit().join();
        }
    }
}
