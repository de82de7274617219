package dev.lockkeeper.support;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.readiness.Check;
import dev.lockkeeper.readiness.Checklist.Checked;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.words.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What the checklist found, as an object of `docs/doctor.schema.json` and as text.
public final class Findings {

    private final Words words;
    private final Function<Problem, Advice> advice;

    /// `advice` comes with its commands as they would be typed here.
    public Findings(Words words, Function<Problem, Advice> advice) {
        this.words = words;
        this.advice = advice;
    }

    public Map<String, Object> json(Environment environment, Checked checked) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("environment", environment.name());
        object.put("database", environment.address().toString());
        return json(object, checked.checks(), checked.at());
    }

    /// Where no environment could be read.
    public Map<String, Object> json(List<Check> checks, Instant at) {
        return json(new LinkedHashMap<>(), checks, at);
    }

    private Map<String, Object> json(Map<String, Object> object, List<Check> checks, Instant at) {
        int exit = exit(checks);
        object.put("at", at.toString());
        object.put("passed", (int) checks.stream().filter(check -> check.state().passed()).count());
        object.put("checks", checks.stream().map(this::json).toList());
        object.put("ready", exit == 0);
        object.put("exit", exit);
        return object;
    }

    /// 0 all green, 1 something asks for attention, 2 something is broken.
    public static int exit(List<Check> checks) {
        if (checks.stream().anyMatch(check -> check.state() instanceof StationState.Broken)) {
            return 2;
        }
        return checks.stream().anyMatch(check -> check.state() instanceof StationState.Attention) ? 1 : 0;
    }

    private Map<String, Object> json(Check check) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("check", check.name().label());
        object.put("state", state(check.state()));
        object.put("fact", words.say(check.fact()));
        object.put("millis", check.took().toMillis());
        check.problem().ifPresent(problem -> {
            Advice known = advice.apply(problem);
            object.put("problem", known.code());
            object.put("headline", words.say(known.headline()));
            object.put("explanation", words.say(known.explanation()));
            object.put("evidence", known.evidence());
            object.put("remedies", known.remedies().stream().map(this::json).toList());
        });
        return object;
    }

    private Map<String, Object> json(Remedy remedy) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("verb", remedy.verb().name());
        object.put("label", words.say(remedy.label()));
        object.put("command", remedy.command());
        return object;
    }

    private static String state(StationState state) {
        return switch (state) {
            case StationState.Waiting _,StationState.Checking _ -> "not-checked";
            case StationState.Ok _ -> "ok";
            case StationState.NotNeeded _ -> "not-needed";
            case StationState.Attention _ -> "attention";
            case StationState.Broken _ -> "broken";
        };
    }

    /// For people who have no terminal of ours before them.
    public String text(Environment environment, Checked checked) {
        List<String> lines = new ArrayList<>(List.of(
                words.say(environment.care().key()) + " · " + environment.name() + " · " + environment.address(),
                checked.at().toString(), ""));
        for (Check check : checked.checks()) {
            lines.add("%-12s %s: %s".formatted(state(check.state()), words.say(check.name().key()), words.say(check.fact())));
        }
        Optional<Problem> problem = checked.firstToMend().flatMap(Check::problem);
        problem.map(advice).ifPresent(known -> {
            lines.addAll(List.of("", words.say(known.headline()) + "  [" + known.code() + "]", words.say(known.explanation())));
            known.evidence().stream().flatMap(String::lines).map(line -> "  | " + line).forEach(lines::add);
            known.remedies().forEach(remedy -> lines
                    .add("  -> " + words.say(remedy.label()) + (remedy.command().isEmpty() ? "" : ":  " + remedy.command())));
        });
        return String.join("\n", lines) + "\n";
    }
}
