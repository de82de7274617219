package dev.lockkeeper.cli;

import dev.lockkeeper.schema.RoundTrip;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.words.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `round-trip`: whether every way back leads back.
final class RoundTripVerb implements Verb {

    @Override
    public String name() {
        return "round-trip";
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        return work.run(Message.of("cli.title.round-trip"), id -> desk.lookout().roundTrip(id), (trip, ended) -> {
            trip.legs().forEach(leg -> voice.tell(object(leg, voice), lines(leg, voice)));
            Optional<SchemaProblem.RehearsalFailed> failure = trip.legs().stream().flatMap(leg -> leg.failure().stream())
                    .findFirst();
            if (failure.isPresent()) {
                return voice.problem(failure.get(), Optional.of(ended.log()));
            }
            ExitCode code = trip.closed() ? ExitCode.DONE : ExitCode.ATTENTION;
            voice.tell(
                    new JsonLine().put("closed", trip.closed()).put("revisions", trip.legs().size()).put("exit", code.number())
                            .put(
                                    "log", ended.log()),
                    List.of(voice.say(trip.closed() ? "cli.round-trip.closed" : "cli.round-trip.open", trip.legs().size(),
                            trip.legs()
                                    .stream().filter(leg -> !leg.closed()).count()),
                            "  " + voice.say("cli.log", ended.log())));
            return code;
        });
    }

    private static JsonLine object(RoundTrip.Leg leg, Voice voice) {
        return new JsonLine().put("revision", leg.revision()).put("wayBack", leg.file()).put("closed", leg.closed())
                .put("findings", leg.words().stream().map(voice::say).toList());
    }

    private static List<String> lines(RoundTrip.Leg leg, Voice voice) {
        List<String> lines = new ArrayList<>();
        lines.add((leg.closed() ? voice.terminal().sign("✓", "+") : voice.terminal().sign("✗", "X")) + " " + leg.revision()
                + leg.file().map(file -> "  " + file).orElse(""));
        leg.words().forEach(words -> lines.add("  " + voice.paint("33", voice.say(words))));
        return lines;
    }
}
