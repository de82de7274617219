package dev.lockkeeper.app;

import dev.lockkeeper.adapter.postgres.ClientPrograms;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.advice.Here;
import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Containers;
import dev.lockkeeper.containers.Engine;
import dev.lockkeeper.containers.EngineFacts;
import dev.lockkeeper.environment.EnvEntries;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.environment.Redaction;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.RunBook;
import dev.lockkeeper.operation.RunEntry;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.readiness.Checklist;
import dev.lockkeeper.readiness.Checklist.Checked;
import dev.lockkeeper.readiness.ConnectionFacts;
import dev.lockkeeper.readiness.StationName;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.schema.Identity;
import dev.lockkeeper.schema.Schema;
import dev.lockkeeper.support.Bundle;
import dev.lockkeeper.support.Bundle.Part;
import dev.lockkeeper.support.Findings;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What goes into a support bundle of one environment.
final class BundleParts {

    private static final int LOG_LINES = 500;
    private static final int RUNS = 5;
    private static final int RUN_BYTES = 500_000;
    private static final List<String> TOLD_VARIABLES = List.of("LOCKKEEPER_", "DOCKER_", "COMPOSE_", "LANG", "LC_",
            "XDG_DATA_HOME");

    private final Settings settings;
    private final Folders folders;
    private final Environment environment;
    private final Asked asked;
    private final Findings findings;
    private final Words words;

    /// Who is asked for it.
    record Asked(Checklist checklist, Engine engine, Containers containers, Schema schema, RunBook book,
            Supplier<Optional<String>> compose) {}

    /// Nothing of it is prepared before it is asked for.
    static Bundle bundle(Settings settings, Folders folders, Environment environment, Asked asked) {
        return new Bundle(() -> new BundleParts(settings, folders, environment, asked).parts(),
                () -> redaction(settings, environment));
    }

    private BundleParts(Settings settings, Folders folders, Environment environment, Asked asked) {
        this.settings = settings;
        this.folders = folders;
        this.environment = environment;
        this.asked = asked;
        this.words = Words.in(settings.language());
        Here here = Here.in(settings.project(), Optional.of(environment.name()), settings.migrations(), settings.alembic());
        this.findings = new Findings(words, problem -> here.complete(Advices.on(problem)));
    }

    private List<Part> parts() {
        Walk walk = new Walk();
        List<Part> parts = new ArrayList<>(List.of(
                new Part("chain.txt", () -> findings.text(environment, walk.fresh())),
                new Part("chain.json", () -> findings.json(environment, walk.known())),
                new Part("versions.txt", () -> versions(walk.known())),
                new Part("settings.txt", this::settings),
                new Part("environment-keys.txt", this::keys),
                new Part("compose.yml", this::compose),
                new Part("container.txt", () -> container(walk.known()).map(Record::toString).orElse("none") + "\n"),
                new Part("container.log", () -> containerLog(walk.known())),
                new Part("fingerprint.txt", () -> fingerprint(walk.known())),
                new Part("runs.txt", this::runs),
                new Part("console.log", () -> tail(folders.logs().resolve("lockkeeper.0.0.log")))));
        for (int number = 1; number <= RUNS; number++) {
            int index = number - 1;
            parts.add(new Part("runs/" + number + ".log", () -> run(index)));
        }
        return parts;
    }

    private static Redaction redaction(Settings settings, Environment environment) {
        Redaction redaction = Redaction.of(EnvEntries.in(settings.project())).and("POSTGRES_PASSWORD", environment.password());
        for (Map.Entry<String, String> variable : System.getenv().entrySet()) {
            if (EnvEntries.secret(variable.getKey())) {
                redaction = redaction.and(variable.getKey(), new Secret(variable.getValue()));
            }
        }
        return redaction;
    }

    /// One walk for all parts of a bundle that tell of it.
    private final class Walk {

        private volatile @Nullable Checked last;

        Checked fresh() {
            Checked checked = asked.checklist().check();
            last = checked;
            return checked;
        }

        Checked known() {
            Checked checked = last;
            return checked == null ? fresh() : checked;
        }
    }

    private String versions(Checked checked) {
        List<String> lines = new ArrayList<>();
        lines.add("console: " + Optional.ofNullable(BundleParts.class.getPackage().getImplementationVersion()).orElse("0-dev"));
        lines.add("java: " + System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        lines.add("system: " + System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                + System.getProperty("os.arch") + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + (Runtime.getRuntime().maxMemory() >> 20) + " MB heap at most");
        lines.add("engine: " + silent(checked).map(Problem::code).orElseGet(() -> orProblem(() -> {
            EngineFacts facts = asked.engine().ask();
            return facts.version() + ", API " + facts.apiVersion() + ", " + facts.operatingSystem() + ", " + facts.address()
                    + facts.desktop().map(desktop -> ", Docker Desktop " + desktop).orElse("");
        })));
        lines.add("compose: " + asked.compose().get().orElse("none"));
        lines.add("server: " + checked.readiness().connection().map(ConnectionFacts::serverVersion).orElse("not reached"));
        List<String> programs = ClientPrograms.ofThisMachine().versions();
        lines.addAll(programs.isEmpty() ? List.of("pg_dump: none") : programs);
        return text(lines);
    }

    /// What keeps the engine from answering: one that hangs is not waited for by every part.
    private static Optional<Problem> silent(Checked checked) {
        return Stream.of(StationName.DESKTOP, StationName.ENGINE).map(name -> checked.readiness().station(name).state())
                .filter(StationState.Broken.class::isInstance).map(state -> ((StationState.Broken) state).problem()).findFirst();
    }

    private static String orProblem(Callable<String> question) {
        try {
            return question.call();
        } catch (Exception e) {
            return ProblemException.of(e).code();
        }
    }

    private String settings() {
        List<String> lines = new ArrayList<>(List.of("project: " + settings.project(),
                "environment: " + environment.name() + " (" + environment.care() + ")",
                "database: " + environment.address(),
                "migrations: " + settings.migrations().map(Path::toString).orElse("shipped"),
                "alembic: " + settings.alembic().orElse("looked for"), "language: " + settings.language().code(),
                "home: " + folders.home(), "backups: " + folders.backups(settings.project(), environment)));
        new TreeMap<>(System.getenv()).forEach((name, value) -> {
            if (TOLD_VARIABLES.stream().anyMatch(name::startsWith) && !EnvEntries.secret(name)) {
                lines.add("$" + name + ": " + value);
            }
        });
        return text(lines);
    }

    /// Their names, and whether they have a value; never the value.
    private String keys() {
        Set<String> lines = new LinkedHashSet<>();
        for (EnvEntries.Entry entry : EnvEntries.in(settings.project())) {
            lines.add(entry.file().getFileName() + ": " + entry.key() + (entry.value().isEmpty() ? " (empty)" : "")
                    + (entry.secret() && !entry.value().isEmpty() && entry.value().reveal().length() < Redaction.SHORTEST
                            ? " (secret shorter than " + Redaction.SHORTEST + " letters: not searched for)"
                            : ""));
        }
        return text(List.copyOf(lines));
    }

    private String compose() throws IOException {
        Optional<Path> file = new Project(settings.project()).composeFile();
        return file.isPresent() ? "# " + file.get().getFileName() + "\n" + tail(file.get()) : "none\n";
    }

    private Optional<ContainerFacts> container(Checked checked) {
        silent(checked).ifPresent(problem -> {
            throw new ProblemException(problem);
        });
        return environment.inContainer() ? asked.containers().find() : Optional.empty();
    }

    private String containerLog(Checked checked) {
        return container(checked).map(facts -> text(asked.containers().logTail(facts.id(), LOG_LINES))).orElse("no container\n");
    }

    private String fingerprint(Checked checked) throws Exception {
        if (!checked.readiness().station(StationName.CONNECTION).state().passed()) {
            return "not reached\n";
        }
        if (environment.production()) {
            // it may have to build a database beside the live one
            return "not asked on production: lockkeeper which\n";
        }
        Identity found = asked.schema().which(OperationId.fresh()).run(Journal.silent(), new StopSignal());
        List<String> lines = new ArrayList<>(List.of(words.say(found.words()),
                "ledger: " + asked.schema().ladder().current().id(), "nearest: " + found.closest().id()));
        found.against().forEach(difference -> lines.add(String.valueOf(difference)));
        return text(lines);
    }

    private String runs() {
        return text(asked.book().entries().stream()
                .map(run -> run.startedAt() + "  " + run.id() + "  " + words.say(run.title()) + "  "
                        + run.intent().map(intent -> intent.verb() + " " + intent.from() + " → " + intent.to()).orElse("") + "  "
                        + run.ending().map(ending -> ending.result() + " " + words.say(ending.words())).orElse("?"))
                .toList());
    }

    private String run(int index) throws IOException {
        List<RunEntry> entries = asked.book().entries();
        return index < entries.size() ? tail(entries.get(index).log()) : "none\n";
    }

    private static String tail(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long from = Math.max(0, bytes.length() - RUN_BYTES);
            byte[] last = new byte[(int) (bytes.length() - from)];
            bytes.seek(from);
            bytes.readFully(last);
            return new String(last, StandardCharsets.UTF_8);
        } catch (NoSuchFileException | java.io.FileNotFoundException e) {
            return "none\n";
        }
    }

    private static String text(List<String> lines) {
        return Stream.concat(lines.stream(), Stream.of("")).collect(java.util.stream.Collectors.joining("\n"));
    }
}
