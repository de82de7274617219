package dev.lockkeeper.adapter.docker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// Machines that a test makes up, in a folder of its own.
final class Machines {

    private Machines() {}

    static Machine windows(Path folder, Map<String, String> variables, String... pipes) {
        return new Machine("Windows 11", folder, folder.resolve("home"), variables, () -> Set.of(pipes), Stream::empty);
    }

    static Machine linux(Path folder, Map<String, String> variables) {
        return new Machine("Linux", folder, folder.resolve("home"), variables, Set::of, Stream::empty);
    }

    static Machine mac(Path folder) {
        return new Machine("Mac OS X", folder, folder.resolve("home"), Map.of(), Set::of, Stream::empty);
    }
}
