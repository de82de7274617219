package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.ContainerMount;
import dev.lockkeeper.containers.ContainerFacts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Tells a second server on the same data from what else may have the volume for a while: a client, a copy, a shell.
final class SecondServer {

    private static final Pattern ENTRY = Pattern.compile(".*entrypoint(?:\\.sh)?$");
    private static final Pattern NO_SERVER = Pattern.compile(
            "(?:.*/)?(?:psql|pg_(?!ctl)\\w+|createdb|dropdb|vacuumdb|reindexdb|initdb|tar|cp|mv|ls|du|df|cat|find|chown|chmod|rsync|sleep|tail)");
    private static final Pattern SHELL = Pattern.compile("(?:.*/)?(?:sh|bash|ash)");

    private SecondServer() {}

    /// The name of another of the containers that run, whose server has the data of `ours`.
    static Optional<String> beside(List<Container> running, ContainerFacts ours) {
        return ours.volume().flatMap(data -> running.stream().filter(other -> !other.getId().equals(ours.id()))
                .filter(other -> mounts(other).stream().anyMatch(mount -> has(mount, data) && serves(other, mount)))
                .map(other -> other.getNames()[0].replaceFirst("^/", "")).findFirst());
    }

    private static List<ContainerMount> mounts(Container container) {
        return Objects.requireNonNullElse(container.getMounts(), List.of());
    }

    private static boolean has(ContainerMount mount, String data) {
        return data.equals(mount.getName()) || data.equals(mount.getSource());
    }

    private static boolean serves(Container other, ContainerMount mount) {
        boolean writes = !Boolean.FALSE.equals(mount.getRw());
        String at = Objects.requireNonNullElse(mount.getDestination(), "");
        return writes && serves(Objects.requireNonNullElse(other.getCommand(), ""))
                && (at.startsWith(DockerContainers.DATA) || names(other.getImage()) || names(other.getCommand()));
    }

    private static boolean names(String text) {
        return Objects.requireNonNullElse(text, "").contains("postgres");
    }

    /// Whether the command may be a server's; the image's own entry point passes on to whatever follows it.
    static boolean serves(String command) {
        List<String> words = new ArrayList<>(Arrays.asList(command.strip().split("\\s+")));
        if (ENTRY.matcher(words.getFirst()).matches()) {
            words.removeFirst();
        }
        if (words.isEmpty() || words.getFirst().startsWith("-")) {
            return true;
        }
        return SHELL.matcher(words.getFirst()).matches()
                ? words.stream().anyMatch(word -> word.matches(".*\\b(?:postgres|pg_ctl|postmaster)\\b.*"))
                : !NO_SERVER.matcher(words.getFirst()).matches();
    }
}
