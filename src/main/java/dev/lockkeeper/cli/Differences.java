package dev.lockkeeper.cli;

import dev.lockkeeper.schema.catalog.Difference;
import java.util.List;
import java.util.Locale;

/// Differences between two schemas, for people and for scripts.
final class Differences {

    private Differences() {}

    static List<String> lines(List<Difference> differences, Voice voice) {
        return differences.stream().map(difference -> "  " + sign(difference, voice) + " " + voice.say(difference.words()))
                .toList();
    }

    private static String sign(Difference difference, Voice voice) {
        return difference.isMissing()
                ? voice.terminal().sign("−", "-")
                : difference.isExtra() ? "+" : voice.terminal().sign("≠", "!");
    }

    static List<JsonLine> json(List<Difference> differences) {
        return differences.stream().map(difference -> new JsonLine()
                .put("kind", difference.object().kind().name().toLowerCase(Locale.ROOT)).put("object", difference.object().path())
                .put("expected", difference.expected()).put("found", difference.found())
                .put("structural", difference.structural())).toList();
    }
}
