package dev.lockkeeper.adapter.schedule;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The programs of this machine, each within half a minute.
final class MachinePrograms implements Programs {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Override
    public Optional<Ran> run(byte[] input, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            return Optional.empty();
        }
        try {
            CompletableFuture<byte[]> out = read(process.getInputStream());
            CompletableFuture<byte[]> err = read(process.getErrorStream());
            try (OutputStream in = process.getOutputStream()) {
                in.write(input);
            } catch (IOException e) {
                // it ended without reading; its code says why
            }
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of(new Ran(124, "", command.getFirst() + ": " + LIMIT.toSeconds() + " s"));
            }
            return Optional.of(new Ran(process.exitValue(), new String(out.join(), StandardCharsets.ISO_8859_1),
                    new String(err.join(), system())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(new Ran(130, "", "interrupted"));
        } finally {
            process.destroyForcibly();
        }
    }

    private static CompletableFuture<byte[]> read(InputStream stream) {
        CompletableFuture<byte[]> all = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
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

    private static Charset system() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    }
}
