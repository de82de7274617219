package dev.lockkeeper.cli;

import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.containers.EngineRoom;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `engine`: how the Docker engine stands; `engine start` starts it and waits until it serves.
final class EngineVerb implements Verb {

    @Override
    public String name() {
        return "engine";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").required(false).type(String.class)
                .paramLabel("status|start").description(words.say("cli.parameter.engine")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        EngineRoom room = desk.lifting().engine();
        return switch (asked.parameter().orElse("status")) {
            case "status" -> status(room, voice);
            case "start" -> work.run(Message.of("remedy.start-engine"), _ -> room.start(), (facts, ended) -> {
                voice.tell(object(facts).put("log", ended.log()),
                        voice.say("cli.engine.started", facts.version(), MoveVerb.seconds(ended.took())));
                // what stands behind the engine could not be seen before
                return DoctorVerb.tell(desk, voice);
            });
            case String other -> throw new ProblemException(new CommandProblem.Usage(other));
        };
    }

    private static ExitCode status(EngineRoom room, Voice voice) {
        EngineFacts facts;
        try {
            facts = room.ask();
        } catch (ProblemException e) {
            if (!voice.json()) {
                voice.show(List.of(meant(e.problem()).map(address -> voice.say("cli.engine.silent", address))
                        .orElseGet(() -> voice.say("cli.engine.silent.somewhere"))));
                desktop(room.desktop().look(), voice).forEach(voice::note);
            }
            throw e;
        }
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("cli.engine.serves", facts.version(), facts.apiVersion(), facts.operatingSystem()));
        lines.add(facts.reach().chosenBy().orElse(facts.address()));
        facts.desktop().filter(version -> !version.isEmpty()).ifPresent(version -> lines.add("Docker Desktop " + version));
        if (facts.reach().rootless()) {
            lines.add(voice.say("station.engine.rootless"));
        }
        voice.tell(object(facts).put("exit", ExitCode.DONE.number()), lines);
        return ExitCode.DONE;
    }

    /// Which engine is meant, as far as it came to that.
    private static Optional<String> meant(Problem problem) {
        return switch (problem) {
            case EngineProblem.EngineAbsent(var address) -> Optional.of(address);
            case EngineProblem.EngineStopped(var address, _, _) -> Optional.of(address);
            case EngineProblem.EngineElsewhere(var asked, var setting, _, _, _) -> Optional.of(setting + " · " + asked);
            case EngineProblem.EngineStarting(var address, _) -> Optional.of(address);
            case EngineProblem.EnginePaused(var address, _) -> Optional.of(address);
            case EngineProblem.EngineForbidden(var address, _) -> Optional.of(address);
            case EngineProblem.EngineSilent(var address, _) -> Optional.of(address);
            case EngineProblem.EngineForWindows(var address) -> Optional.of(address);
            case EngineProblem.EngineUnreachable(var address, _) -> Optional.of(address);
            case EngineProblem.EngineWayUnsupported(var address, _) -> Optional.of(address);
            case EngineProblem.EngineAddressInvalid(var setting, var value) -> Optional.of(setting + " · " + value);
            case EngineProblem.EngineContextMissing(var context) -> Optional.of("context " + context);
            default -> Optional.empty();
        };
    }

    private static List<String> desktop(DesktopFacts facts, Voice voice) {
        List<String> lines = new ArrayList<>();
        facts.place().ifPresent(place -> lines.add(voice.say("engine.tick.installed", place,
                facts.version().map(" · "::concat).orElse(""))));
        if (facts.startable() && !facts.running()) {
            lines.add(voice.say("engine.tick.no-process"));
        }
        return lines;
    }

    private static JsonLine object(EngineFacts facts) {
        return new JsonLine().put("engine", "ready").put("version", facts.version()).put("api", facts.apiVersion())
                .put("system", facts.operatingSystem()).put("desktop", facts.desktop()).put("address", facts.address())
                .put("chosenBy", facts.reach().chosenBy()).put("rootless", facts.reach().rootless())
                .put("remote", facts.reach().remote()).put("unencrypted", facts.reach().unencrypted());
    }
}
