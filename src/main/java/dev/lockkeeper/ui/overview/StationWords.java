package dev.lockkeeper.ui.overview;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.ContainerProblem;
import dev.lockkeeper.containers.EndProblem;
import dev.lockkeeper.containers.EngineProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.time.Instant;
import java.util.function.Supplier;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// How a station is told in a badge and in one line.
final class StationWords {

    private final Words words;
    private final Figures figures;
    private final Supplier<Instant> now;

    StationWords(Frame frame, Supplier<Instant> now) {
        this.words = frame.words();
        this.figures = frame.figures();
        this.now = now;
    }

    Tone tone(Station station) {
        return switch (station.state()) {
            case StationState.Ok _ -> Tone.OK;
            case StationState.NotNeeded _,StationState.Waiting _ -> Tone.WAIT;
            case StationState.Checking _ -> Tone.WORK;
            case StationState.Attention _ -> Tone.WARN;
            case StationState.Broken _ -> Tone.BAD;
        };
    }

    Ikon icon(Station station) {
        return station.state() instanceof StationState.NotNeeded ? Feather.MINUS_CIRCLE : tone(station).icon();
    }

    String badge(Station station, OverviewPage page) {
        return switch (station.state()) {
            case StationState.Ok _ -> station.name() == StationName.CONTAINER && healthy(page)
                    ? words.say("overview.badge.healthy")
                    : words.say("state.ok");
            case StationState.NotNeeded _ -> words.say("state.not-needed");
            case StationState.Waiting _ -> words.say("state.waiting");
            case StationState.Checking _ -> words.say("state.checking");
            case StationState.Attention(var problem) -> problem(problem, "state.attention");
            case StationState.Broken(var problem) -> problem(problem, "state.broken");
        };
    }

    private static boolean healthy(OverviewPage page) {
        return page.beside().container().filter(known -> known.value().health() == ContainerFacts.Health.HEALTHY).isPresent();
    }

    private String problem(Problem problem, String otherwise) {
        return switch (problem) {
            case SchemaProblem.SchemaBehind behind -> words.say("overview.badge.pending", behind.pending());
            case ContainerProblem.ContainerExited exited -> words.say("overview.badge.exited", exited.exitCode());
            case EndProblem end -> words.say("overview.badge.exited", end.ended().exitCode());
            case ContainerProblem.NoContainer _ ->
                words.say("overview.badge.missing");
            case ContainerProblem.ContainerUnhealthy _ -> words.say("overview.badge.unhealthy");
            case ContainerProblem.ContainerStarting _ -> words.say("overview.badge.starting");
            case EngineProblem.EngineStopped _ -> words.say("overview.badge.not-running");
            case EngineProblem.EngineAbsent _ -> words.say("overview.badge.not-installed");
            case EngineProblem.EngineStarting _ -> words.say("overview.badge.starting");
            default -> words.say(otherwise);
        };
    }

    String fact(Station station, OverviewPage page) {
        return switch (station.state()) {
            case StationState.Broken(var problem) when problem instanceof ContainerProblem.ContainerExited
                    || problem instanceof EndProblem ->
                page.beside().container()
                        .flatMap(known -> known.value().finishedAt()
                                .map(at -> words.say("overview.fact.exited", figures.ago(at, now.get()),
                                        known.value().restarts())))
                        .orElse(words.say(station.fact()));
            case StationState.Ok _ when station.name() == StationName.CONTAINER -> page.beside().container()
                    .flatMap(known -> known.value().startedAt().map(at -> words.say("overview.fact.up",
                            figures.span(java.time.Duration.between(at, now.get())))))
                    .orElse(words.say(station.fact()));
            case StationState.Waiting _ when station.name() == StationName.SCHEMA -> page.beside().ladder()
                    .map(known -> words.say("overview.fact.last", known.value().current().id()))
                    .orElse(words.say(station.fact()));
            default -> words.say(station.fact());
        };
    }
}
