package dev.lockkeeper.adapter.machine;

import dev.lockkeeper.operation.StopSignal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs the programs that belong to the system or to Docker Desktop; a test answers for them.
public interface Commands {

    /// Runs it to its end, both streams as one. Empty where there is no such program, or where it did not end in time; it is ended then.
    Optional<Ran> run(Duration limit, StopSignal stop, List<String> command);

    /// Starts it and leaves it to itself.
    void launch(List<String> command) throws IOException;

    /// How a program ended, and what it said.
    record Ran(int code, String text) {

        public boolean good() {
            return code == 0;
        }

        /// Windows' own programs write two bytes a character when nobody watches.
        public static Ran of(int code, byte[] output) {
            int zeros = 0;
            for (byte one : output) {
                zeros += one == 0 ? 1 : 0;
            }
            Charset charset = zeros > output.length / 4
                    ? StandardCharsets.UTF_16LE
                    : Charset.forName(System.getProperty("native.encoding", "UTF-8"));
            return new Ran(code, new String(output, charset));
        }
    }

    /// The programs of this machine.
    static Commands ofThisMachine() {
        return new Commands() {
            @Override
            public Optional<Ran> run(Duration limit, StopSignal stop, List<String> command) {
                Process process;
                try {
                    process = new ProcessBuilder(command).redirectErrorStream(true).start();
                    process.getOutputStream().close();
                } catch (IOException e) {
                    return Optional.empty();
                }
                CompletableFuture<byte[]> output = read(process.getInputStream());
                try (var _ = stop.whenRequested(process::destroyForcibly)) {
                    if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                        return Optional.empty();
                    }
                    // a child that outlives it may keep the stream open
                    return Optional.of(Ran.of(process.exitValue(), output.get(1, TimeUnit.SECONDS)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new CancellationException();
                } catch (ExecutionException | TimeoutException e) {
                    return Optional.of(new Ran(process.exitValue(), ""));
                } finally {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    process.destroyForcibly();
                }
            }

            @Override
            public void launch(List<String> command) throws IOException {
                new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD).start().getOutputStream().close();
            }
        };
    }

    private static CompletableFuture<byte[]> read(InputStream stream) {
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        Thread.ofVirtual().name("lockkeeper-command-output").start(() -> {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (stream) {
                stream.transferTo(bytes);
            } catch (IOException e) {
                // what came is what there is
            }
            all.complete(bytes.toByteArray());
        });
        return all;
    }
}
