package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;
import java.util.List;

/// Words and ways out for one problem: what happened, why and what it means for the data, the evidence, the remedies
/// (the safest first).
public record Advice(String code, Message headline, Message explanation, List<String> evidence, List<Remedy> remedies) {

    public Advice {
        evidence = List.copyOf(evidence);
        remedies = List.copyOf(remedies);
    }

    /// Advice whose words stand under `problem.<CODE>.headline` and `problem.<CODE>.explanation`, both filled in from the same arguments.
    public static Advice on(Problem problem, Object... arguments) {
        String key = "problem." + problem.code();
        return new Advice(problem.code(), Message.of(key + ".headline", arguments), Message.of(key + ".explanation", arguments),
                List.of(), List.of());
    }

    public Advice showing(List<String> lines) {
        return new Advice(code, headline, explanation, lines, remedies);
    }

    public Advice offering(Remedy... ways) {
        return new Advice(code, headline, explanation, evidence, List.of(ways));
    }
}
