package dev.lockkeeper.cli;

import dev.lockkeeper.operation.CommandLine;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The verb that was typed, with its target and what was agreed to: a remedy that runs the same verb again must not forget them.
record Repeating(String verb, Optional<String> target, List<String> options) {

    static final Repeating NOTHING = new Repeating("", Optional.empty(), List.of());

    private static final List<String> FLAGS = List.of("--no-backup", "--yes");
    private static final List<String> VALUES = List.of("--confirm");
    private static final List<String> SEVERAL = List.of("--accept", "--ignore");

    Repeating {
        options = List.copyOf(options);
    }

    static Repeating of(Verb verb, Asked asked) {
        if (!(verb instanceof MoveVerb)) {
            return NOTHING;
        }
        List<String> options = new ArrayList<>();
        SEVERAL.forEach(option -> asked.texts(option).forEach(value -> options.add(CommandLine.of(option, value))));
        FLAGS.stream().filter(asked::flag).forEach(options::add);
        VALUES.forEach(option -> asked.text(option).ifPresent(value -> options.add(CommandLine.of(option, value))));
        return new Repeating(verb.name(), asked.parameter(), options);
    }

    String complete(String command) {
        String begin = "lockkeeper " + verb;
        if (verb.isEmpty() || !(command + " ").startsWith(begin + " ")) {
            return command;
        }
        String rest = command.substring(begin.length());
        boolean named = rest.startsWith(" ") && !rest.startsWith(" --");
        StringBuilder complete = new StringBuilder(begin);
        if (!named) {
            target.ifPresent(known -> complete.append(' ').append(known));
        }
        complete.append(rest);
        options.stream().filter(option -> !(rest + " ").contains(" " + option + " "))
                .forEach(option -> complete.append(' ').append(option));
        return complete.toString();
    }
}
