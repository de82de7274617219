package dev.lockkeeper.cli;

import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `doctor`: the chain from Docker to the schema, its first broken link and the way out.
final class DoctorVerb implements Verb {

    @Override
    public String name() {
        return "doctor";
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        return tell(desk.diagnosis().check(_ -> {}), desk, voice);
    }

    static ExitCode tell(Readiness readiness, Desk desk, Voice voice) {
        Columns table = new Columns();
        for (Station station : readiness.stations()) {
            voice.tell(object(station, voice), List.of());
            table.row(" " + sign(station.state(), voice.terminal()), voice.say(station.name().key()), voice.say(station.fact()),
                    station.state() instanceof StationState.Ok ? voice.say("cli.millis", station.took().toMillis()) : "");
        }
        ExitCode code = code(readiness);
        List<String> lines = new ArrayList<>(table.lines());
        Optional<Problem> problem = readiness.firstToMend().flatMap(station -> problem(station.state()));
        problem.ifPresent(known -> {
            lines.add("");
            lines.addAll(voice.explain(known, Optional.empty()));
        });
        if (problem.isEmpty()) {
            lines.add(voice.say("cli.doctor.ready"));
        }
        voice.tell(new JsonLine().put("environment", desk.environment().name()).put("database", desk.environment().address())
                .put("passed", readiness.passed()).put("stations", readiness.stations().size())
                .put("ready", code == ExitCode.DONE)
                .put("exit", code.number()), lines);
        return code;
    }

    static ExitCode code(Readiness readiness) {
        if (readiness.firstBroken().isPresent()) {
            return ExitCode.FAILED;
        }
        return readiness.firstToMend().isPresent() ? ExitCode.ATTENTION : ExitCode.DONE;
    }

    private static JsonLine object(Station station, Voice voice) {
        JsonLine object = problem(station.state()).map(voice::describe).orElseGet(JsonLine::new);
        return new JsonLine().put("station", station.name().name().toLowerCase(java.util.Locale.ROOT))
                .put("state", state(station.state())).put("fact", voice.say(station.fact()))
                .put("millis", station.took().toMillis())
                .and(object);
    }

    private static String state(StationState state) {
        return switch (state) {
            case StationState.Waiting _ -> "waiting";
            case StationState.Checking _ -> "checking";
            case StationState.Ok _ -> "ok";
            case StationState.NotNeeded _ -> "not-needed";
            case StationState.Attention _ -> "attention";
            case StationState.Broken _ -> "broken";
        };
    }

    private static String sign(StationState state, Terminal terminal) {
        return switch (state) {
            case StationState.Waiting _,StationState.Checking _ -> terminal.sign("·", ".");
            case StationState.Ok _ -> terminal.sign("✓", "OK");
            case StationState.NotNeeded _ -> terminal.sign("–", "-");
            case StationState.Attention _ -> "!";
            case StationState.Broken _ -> terminal.sign("✗", "X");
        };
    }

    private static Optional<Problem> problem(StationState state) {
        return switch (state) {
            case StationState.Attention(var problem) -> Optional.of(problem);
            case StationState.Broken(var problem) -> Optional.of(problem);
            default -> Optional.empty();
        };
    }
}
