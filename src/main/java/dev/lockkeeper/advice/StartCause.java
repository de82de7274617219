package dev.lockkeeper.advice;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a container could not be made or started, as far as the engine's and Compose's words tell. Matched on their stable core.
sealed interface StartCause {

    Pattern PORT = Pattern.compile("(?:\\d+\\.\\d+\\.\\d+\\.\\d+|\\[[0-9a-f:]*\\]):(\\d+)");
    Pattern VARIABLE = Pattern.compile("required variable (\\S+) is missing a value");
    Pattern NAME = Pattern.compile("container name \"/?([^\"]+)\" is already in use");

    record PortTaken(String port) implements StartCause {}

    /// Windows keeps it for itself.
    record PortReserved(String port) implements StartCause {}

    /// Neither here nor to be fetched.
    record ImageMissing() implements StartCause {}

    record VariableMissing(String name) implements StartCause {}

    record NameTaken(String name) implements StartCause {}

    record Unknown() implements StartCause {}

    static StartCause of(List<String> lines) {
        for (String line : lines) {
            String said = line.toLowerCase(Locale.ROOT);
            if (said.contains("port is already allocated") || said.contains("address already in use")
                    || said.contains("only one usage of each socket address")) {
                return new PortTaken(port(line));
            }
            if (said.contains("forbidden by its access permissions")) {
                return new PortReserved(port(line));
            }
            if (said.contains("no such image") || said.contains("registry-1.docker.io") || said.contains("pull access denied")
                    || said.contains("manifest unknown")) {
                return new ImageMissing();
            }
            Matcher variable = VARIABLE.matcher(line);
            if (variable.find()) {
                return new VariableMissing(variable.group(1));
            }
            Matcher name = NAME.matcher(line);
            if (name.find()) {
                return new NameTaken(name.group(1));
            }
        }
        return new Unknown();
    }

    private static String port(String line) {
        Matcher port = PORT.matcher(line);
        return port.find() ? port.group(1) : "?";
    }
}
