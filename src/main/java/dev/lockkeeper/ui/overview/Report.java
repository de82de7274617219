package dev.lockkeeper.ui.overview;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.Readiness;
import dev.lockkeeper.readiness.Station;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Masked;
import dev.lockkeeper.words.Words;
import java.util.Optional;
import java.util.function.Function;

/// The state of the chain as Markdown, for a colleague. It holds no secret: passwords in foreign text are masked.
final class Report {

    private final Words words;
    private final Figures figures;
    private final Function<Problem, Advice> advice;

    Report(Words words, Figures figures, Function<Problem, Advice> advice) {
        this.words = words;
        this.figures = figures;
        this.advice = advice;
    }

    String of(Environment environment, OverviewPage page) {
        StringBuilder text = new StringBuilder("# Lockkeeper: ").append(words.say(environment.care().key())).append(" · ")
                .append(environment.address()).append("\n\n");
        page.chain().ifPresent(chain -> chain(chain, text));
        page.failure().ifPresent(problem -> problem(problem, text));
        page.beside().container().ifPresent(known -> text.append("\n- ").append(known.value().name()).append(" · ")
                .append(known.value().image()).append(" · ").append(known.value().state()).append(" · ")
                .append(figures.dateTime(known.at())).append('\n'));
        page.beside().connection()
                .ifPresent(known -> text.append("- PostgreSQL ").append(known.value().serverVersion()).append(" · ")
                        .append(figures.dateTime(known.at())).append('\n'));
        return masked(text.toString());
    }

    private void chain(Readiness chain, StringBuilder text) {
        text.append(figures.dateTime(chain.at())).append(" (").append(figures.zone(chain.at())).append(")\n\n");
        for (Station station : chain.stations()) {
            text.append(station.name().number()).append(". **").append(words.say(station.name().key())).append("**: ")
                    .append(words.say(stateKey(station.state()))).append(" — ").append(words.say(station.fact())).append('\n');
        }
        for (Station station : chain.stations()) {
            problemOf(station.state()).ifPresent(problem -> problem(problem, text));
        }
    }

    private void problem(Problem problem, StringBuilder text) {
        Advice said = advice.apply(problem);
        text.append("\n## ").append(words.say(said.headline())).append(" (`").append(said.code()).append("`)\n\n")
                .append(words.say(said.explanation())).append("\n");
        if (!said.evidence().isEmpty()) {
            text.append("\n```\n").append(String.join("\n", said.evidence())).append("\n```\n");
        }
    }

    static String masked(String text) {
        return Masked.of(text);
    }

    static Optional<Problem> problemOf(StationState state) {
        return switch (state) {
            case StationState.Broken(var problem) -> Optional.of(problem);
            case StationState.Attention(var problem) -> Optional.of(problem);
            case StationState.Ok _,StationState.NotNeeded _,StationState.Waiting _,StationState.Checking _ -> Optional.empty();
        };
    }

    static String stateKey(StationState state) {
        return switch (state) {
            case StationState.Ok _ -> "state.ok";
            case StationState.NotNeeded _ -> "state.not-needed";
            case StationState.Waiting _ -> "state.waiting";
            case StationState.Checking _ -> "state.checking";
            case StationState.Attention _ -> "state.attention";
            case StationState.Broken _ -> "state.broken";
        };
    }
}
