package dev.lockkeeper.containers;

import dev.lockkeeper.environment.ComposeText;
import dev.lockkeeper.environment.ComposeText.Block;
import dev.lockkeeper.containers.HealthCheckProblem.HcAlwaysTrue;
import dev.lockkeeper.containers.HealthCheckProblem.HcMissing;
import dev.lockkeeper.containers.HealthCheckProblem.HcNoDatabase;
import dev.lockkeeper.containers.HealthCheckProblem.HcSocketOnly;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads what a health check can and cannot notice from its command.
public final class HealthCheckLint {

    private static final Pattern ALWAYS = Pattern.compile(
            "(?s)^\\s*(?:(?:/bin/|/usr/bin/)?true|:|exit\\s+0|echo\\b[^|;&]*)\\s*$|(?:\\|\\||;)\\s*(?:(?:/bin/)?true|:|exit\\s+0)\\s*$");
    private static final Pattern ASKS = Pattern.compile("\\b(?:pg_isready|psql)\\b");
    private static final Pattern OVER_TCP = Pattern.compile(
            "(?:^|\\s)(?:-h\\s*|--host(?:=|\\s+))[\"']?[^\\s/\"'-]|\\bPGHOST=[\"']?[^\\s/\"']|\\bhost=[^\\s/]|postgres(?:ql)?://[^\\s/]");
    private static final Pattern NAMES_DATABASE = Pattern.compile(
            "(?:^|\\s)-[a-zA-Z]*d|--dbname|\\bPGDATABASE=|\\bdbname=|postgres(?:ql)?://");

    private HealthCheckLint() {}

    /// What is weak about the service's check, with the change that mends it. `compose` is the file to change, where it can be read.
    public static List<HealthCheckProblem> of(ServiceFacts facts, Optional<ComposeText> compose) {
        HealthCheck check = facts.check();
        String patch = patch(facts, compose);
        if (!check.there()) {
            return List.of(new HcMissing(patch));
        }
        String command = check.command();
        if (ALWAYS.matcher(command).find()) {
            return List.of(new HcAlwaysTrue(command, patch));
        }
        if (!ASKS.matcher(command).find()) {
            return List.of();
        }
        List<HealthCheckProblem> found = new ArrayList<>();
        if (!OVER_TCP.matcher(command).find()) {
            found.add(new HcSocketOnly(command, patch));
        }
        if (!NAMES_DATABASE.matcher(command).find() && !facts.ways().user().equals(facts.ways().database())) {
            found.add(new HcNoDatabase(command, facts.ways().user(), facts.ways().database(), patch));
        }
        return List.copyOf(found);
    }

    private static String patch(ServiceFacts facts, Optional<ComposeText> compose) {
        Optional<Block> service = compose.flatMap(text -> text.service(facts.origin().service()));
        if (compose.isEmpty() || service.isEmpty()) {
            return String.join("\n", whole("    ", "  ", test(facts, false))) + "\n";
        }
        ComposeText text = compose.get();
        boolean variables = text.text().contains("POSTGRES_USER") && text.text().contains("POSTGRES_DB");
        String test = test(facts, variables);
        List<String> lines = text.lines();
        int first = service.get().from() + 1;
        String inner = first < service.get().to()
                ? " ".repeat(ComposeText.indent(lines.get(first)))
                : " ".repeat(service.get().indent() + 2);
        String step = " ".repeat(Math.max(1, inner.length() - service.get().indent()));
        Optional<Block> check = text.child(service.get(), "healthcheck");
        if (check.isEmpty()) {
            return text.patch(service.get().to(), service.get().to(), whole(inner, step, test));
        }
        return text.child(check.get(), "test")
                .map(found -> text.patch(found.from(), found.to(), List.of(" ".repeat(found.indent()) + test)))
                .orElseGet(() -> text.patch(check.get().from(), check.get().to(),
                        whole(" ".repeat(check.get().indent()), step, test)));
    }

    /// Two dollars: Compose leaves one for the container, where the values are.
    private static String test(ServiceFacts facts, boolean variables) {
        String user = variables ? "\\\"$$POSTGRES_USER\\\"" : facts.ways().user();
        String database = variables ? "\\\"$$POSTGRES_DB\\\"" : facts.ways().database();
        return "test: [\"CMD-SHELL\", \"pg_isready -h 127.0.0.1 -U " + user + " -d " + database + "\"]";
    }

    private static List<String> whole(String indent, String step, String test) {
        return List.of(indent + "healthcheck:", indent + step + test, indent + step + "interval: 2s",
                indent + step + "timeout: 3s",
                indent + step + "retries: 5", indent + step + "start_period: 60s");
    }
}
