package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.adapter.machine.Commands;
import dev.lockkeeper.operation.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the registry of Windows knows of an installed Docker Desktop, asked by the system's own `reg`.
record WindowsRegistry(Commands commands) {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final List<String> HIVES = List.of("HKLM", "HKCU");
    private static final String DOCKER = "\\SOFTWARE\\Docker Inc.\\Docker\\1.0";
    private static final String UNINSTALL = "\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Docker Desktop";

    /// Where it is installed: a folder, or the program itself. Different versions wrote different things.
    List<String> places() {
        return HIVES.stream().flatMap(hive -> List.of(value(hive + DOCKER, "AppPath"),
                value(hive + UNINSTALL, "InstallLocation")).stream().flatMap(Optional::stream)).toList();
    }

    Optional<String> version() {
        return HIVES.stream().flatMap(hive -> value(hive + UNINSTALL, "DisplayVersion").stream()).findFirst();
    }

    private Optional<String> value(String key, String name) {
        Pattern line = Pattern.compile("(?m)^\\s*" + Pattern.quote(name) + "\\s+REG_\\w+\\s+(.*?)\\s*$");
        return commands.run(LIMIT, new StopSignal(), List.of("reg", "query", key, "/v", name)).filter(Commands.Ran::good)
                .flatMap(ran -> line.matcher(ran.text()).results().findFirst()).map(found -> found.group(1))
                .filter(text -> !text.isBlank());
    }
}
