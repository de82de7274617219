package dev.lockkeeper.adapter.machine;

import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.PortHolders;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Linux tells in `/proc` which socket listens, and which process holds it open.
record LinuxPorts(Path proc) implements PortHolders {

    private static final String LISTENS = "0A";

    @Override
    public Optional<PortHolder> of(int port) {
        Set<String> sockets = new HashSet<>();
        sockets.addAll(listening(proc.resolve("net/tcp"), port));
        sockets.addAll(listening(proc.resolve("net/tcp6"), port));
        return sockets.isEmpty() ? Optional.empty() : holder(sockets);
    }

    /// The numbers of the sockets that listen at the port.
    private static Set<String> listening(Path table, int port) {
        Set<String> sockets = new HashSet<>();
        String hex = ":%04X".formatted(port);
        for (String line : lines(table)) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 9 && fields[1].endsWith(hex) && fields[3].equals(LISTENS)) {
                sockets.add("socket:[" + fields[9] + "]");
            }
        }
        return sockets;
    }

    private Optional<PortHolder> holder(Set<String> sockets) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process.resolve("fd"), sockets)) {
                    return Optional.of(new PortHolder.Program(Long.parseLong(process.getFileName().toString()),
                            lines(process.resolve("comm")).stream().findFirst().orElse("")));
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.empty();
        }
        // it listens, and belongs to somebody whose files we may not see
        return Optional.empty();
    }

    private static boolean holds(Path descriptors, Set<String> sockets) {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (sockets.contains(target(descriptor))) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            // of another user, or gone
        }
        return false;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException | UnsupportedOperationException e) {
            return "";
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of();
        }
    }
}
