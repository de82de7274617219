package dev.lockkeeper.environment;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;

/// The folder of the application: its `.env` files say which databases there are.
///
/// A key's value is the file's, so that `--environment production` means what `.env.production` says even in a shell with leftovers.
/// The process's variables are used as Compose uses them within a file: for `${NAME}` and for a key without a value.
public final class Project {

    private static final String FILE = ".env";
    static final List<String> REQUIRED = List.of("POSTGRES_USER", "POSTGRES_PASSWORD", "POSTGRES_DB");

    /// What a folder's example may be called, in the order in which it is looked for.
    private static final List<String> EXAMPLES = List.of(".env.example", ".env.sample", ".env.template", ".env.dist");

    private static final List<String> COMPOSE = List.of("compose.yaml", "compose.yml", "docker-compose.yml",
            "docker-compose.yaml");

    private static final String WEB_APP = "LOCKKEEPER_WEB_APP";
    private static final List<String> ADDRESSES = List.of("WEB_APP_URL", "WEBAPP_URL", "WEB_URL", "APP_URL", "FRONTEND_URL",
            "PUBLIC_URL", "NEXTAUTH_URL", "WEBUI_URL", "BASE_URL");
    private static final Pattern FRONT = Pattern.compile("(?i)web|front|app|ui");
    private static final URI USUAL_WEB_APP = URI.create("http://localhost:3000");

    private static final List<String> HERE = List.of("localhost", "127.0.0.1", "::1");

    /// The names under which the containers of one project know the database. From here it is the published port.
    private static final List<String> INSIDE = List.of("postgres", "llm-webapp-postgres", "host.docker.internal");

    private final Path folder;
    private final Function<String, Optional<String>> process;

    public Project(Path folder) {
        this(folder, name -> Optional.ofNullable(System.getenv(name)));
    }

    Project(Path folder, Function<String, Optional<String>> process) {
        this.folder = folder;
        this.process = process;
    }

    public Path folder() {
        return folder;
    }

    Function<String, Optional<String>> variables() {
        return process;
    }

    /// The file that a new `.env` starts from.
    public Optional<Path> example() {
        return EXAMPLES.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    /// The default environment as its example promises it, where its own file is not there yet: it has no password.
    /// Throws an [EnvironmentProblem] for an example that names no database. Empty where there is a file, or no example.
    public Optional<Environment> promised() {
        Path file = file(Environment.DEFAULT);
        if (Files.exists(file)) {
            return Optional.empty();
        }
        return example().map(example -> read(Environment.DEFAULT, example, EnvFile.read(example, process),
                REQUIRED.stream().filter(key -> !key.equals(EnvCreation.PASSWORD)).toList(), file));
    }

    /// Whether there is anything in the folder to work with: a Compose file, or an environment's file.
    public boolean recognised() {
        try {
            return composeFile().isPresent() || !environments().isEmpty();
        } catch (ProblemException e) {
            return false;
        }
    }

    /// The folder's Compose file, in the order in which Compose looks for it.
    public Optional<Path> composeFile() {
        return COMPOSE.stream().map(folder::resolve).filter(Files::isRegularFile).findFirst();
    }

    /// The service of the Compose file that runs PostgreSQL, where one can be told.
    public Optional<DatabaseInCompose> database() {
        return composeFile().flatMap(file -> {
            try {
                return ComposeText.of(Files.readString(file)).database();
            } catch (IOException e) {
                return Optional.empty(); // Compose will say what is wrong with it
            }
        });
    }

    /// The Compose file as it is written, with the variables of an environment's file; empty where there is none.
    public Optional<ComposeText> compose(Optional<Environment> environment) {
        Optional<EnvFile> values = environment.flatMap(Environment::file).or(() -> Optional.of(file(Environment.DEFAULT)))
                .flatMap(this::values);
        return composeFile().flatMap(file -> {
            try {
                return Optional.of(new ComposeText(String.valueOf(file.getFileName()), Files.readString(file), "",
                        name -> process.apply(name).or(() -> values.flatMap(known -> known.value(name)))));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    /// What a file says; empty where it is not there or cannot be read.
    private Optional<EnvFile> values(Path file) {
        try {
            return Files.isRegularFile(file) ? Optional.of(EnvFile.read(file, process)) : Optional.empty();
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /// The services of the Compose file that could hold an environment's database: of several the one that its file names as host, else the
    /// one that is published at its port, else all.
    public List<String> databases(Optional<Environment> environment) {
        return databaseServices(environment).meant();
    }

    /// The services that run PostgreSQL, those of them that could be meant, and the setting that told them apart where one did.
    public record DatabaseServices(List<String> all, List<String> meant, Optional<String> because) {

        public DatabaseServices {
            all = List.copyOf(all);
            meant = List.copyOf(meant);
        }
    }

    /// The same, with what told them apart.
    public DatabaseServices databaseServices(Optional<Environment> environment) {
        Optional<ComposeText> compose = compose(environment);
        List<String> found = compose.map(ComposeText::databases).orElse(List.of()).stream().map(DatabaseInCompose::name).toList();
        if (found.size() < 2 || environment.isEmpty()) {
            return new DatabaseServices(found, found, Optional.empty());
        }
        Optional<String> host = environment.flatMap(Environment::file).flatMap(this::values)
                .flatMap(known -> known.value("POSTGRES_HOST")).filter(found::contains);
        int port = environment.get().address().port();
        List<String> there = found.stream().filter(name -> compose.get().published(name).stream()
                .anyMatch(published -> published.host() == port)).toList();
        if (host.isPresent()) {
            return new DatabaseServices(found, List.of(host.get()), Optional.of("POSTGRES_HOST=" + host.get()));
        }
        return there.size() == 1
                ? new DatabaseServices(found, there, Optional.of("POSTGRES_PORT=" + port))
                : new DatabaseServices(found, found, Optional.empty());
    }

    /// The names of the environments that have a file, the default one first, then by name.
    /// Throws [EnvironmentProblem.ProjectMissing].
    public List<String> environments() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, FILE + "*")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (!Files.isDirectory(file)) {
                    named(name).ifPresent(names::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            throw new ProblemException(new EnvironmentProblem.ProjectMissing(folder), e);
        }
        names.sort((one, other) -> one.equals(Environment.DEFAULT)
                ? -1
                : other.equals(Environment.DEFAULT) ? 1 : one.compareTo(other));
        return List.copyOf(names);
    }

    // Templates and editors' copies are no environments; `practice` is our own, and `default` is the file without a name.
    private static Optional<String> named(String file) {
        if (file.equals(FILE)) {
            return Optional.of(Environment.DEFAULT);
        }
        return Optional.of(file).filter(name -> name.startsWith(FILE + ".")).map(name -> name.substring(FILE.length() + 1))
                .filter(name -> name.matches("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*"))
                .filter(name -> !name.matches("(?i)(.*\\.)?(example|sample|template|dist|bak|backup|old|orig|save|swp|tmp)"))
                .filter(name -> !name.equals(Environment.DEFAULT) && !name.equals(Environment.PRACTICE));
    }

    /// The file that an environment of this name is read from, whether it is there or not.
    public Path file(String name) {
        return folder.resolve(name.equals(Environment.DEFAULT) ? FILE : FILE + "." + name);
    }

    /// Where the project's web application answers on this machine: as `LOCKKEEPER_WEB_APP` says, else as the environment's file calls its own
    /// address, else at the port that a service of the Compose file publishes which is no database's.
    public URI webApplication(Environment environment) {
        return process.apply(WEB_APP).or(() -> value(environment, WEB_APP)).flatMap(Project::page)
                .or(() -> ADDRESSES.stream().map(key -> value(environment, key).flatMap(Project::page)).flatMap(Optional::stream)
                        .findFirst())
                .or(() -> compose(Optional.of(environment)).flatMap(Project::published)).orElse(USUAL_WEB_APP);
    }

    /// The address of a page of the web that a text is: of `http` or `https`, with a host and no password in it. Empty for any other text.
    public static Optional<URI> page(String text) {
        try {
            return Optional.of(URI.create(text.strip())).filter(page -> "http".equals(page.getScheme())
                    || "https".equals(page.getScheme())).filter(page -> page.getHost() != null && page.getUserInfo() == null)
                    .filter(page -> page.getPort() == -1 || (page.getPort() > 0 && page.getPort() < 65_536));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// The same as a person types it, who may leave the scheme out.
    public static Optional<URI> typedPage(String text) {
        String typed = text.strip();
        return page(typed.contains("://") ? typed : "http://" + typed);
    }

    /// Before others the service that waits for the database, and of its ports those that programs for people are usually at.
    private static Optional<URI> published(ComposeText compose) {
        List<String> databases = compose.databases().stream().map(DatabaseInCompose::name).toList();
        return compose.services().stream().filter(name -> !databases.contains(name))
                .sorted(Comparator.comparing((String name) -> compose.dependsOn(name).stream().noneMatch(databases::contains))
                        .thenComparing(name -> !FRONT.matcher(name).find()))
                .flatMap(name -> compose.published(name).stream()).map(ComposeText.Published::host)
                .filter(port -> port > 0 && port < 65_536).findFirst()
                .map(port -> URI.create(port == 80 ? "http://localhost" : "http://localhost:" + port));
    }

    /// Whether an environment's file says something else by now than it did when that was read. A file that cannot be read says nothing.
    public boolean differs(Environment known) {
        try {
            return known.file().isPresent() && !environment(known.name()).equals(known);
        } catch (ProblemException e) {
            return false;
        }
    }

    /// One environment whose file is whole but for the password, which nobody wrote yet: nobody can log in with it. Empty where the file has
    /// one. Throws an [EnvironmentProblem].
    public Optional<Environment> withoutPassword(String name) {
        Path file = file(name);
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        EnvFile read = EnvFile.read(file, process);
        return read.value(EnvCreation.PASSWORD).isPresent()
                ? Optional.empty()
                : Optional.of(read(name, file, read, REQUIRED.stream().filter(key -> !key.equals(EnvCreation.PASSWORD)).toList(),
                        file));
    }

    /// What an environment's file says of one key; empty where it says nothing, or cannot be read.
    public Optional<String> value(Environment environment, String key) {
        return environment.file().flatMap(this::values).flatMap(known -> known.value(key));
    }

    /// Reads one environment. Throws an [EnvironmentProblem].
    public Environment environment(String name) {
        List<String> available = environments();
        if (!name.equals(Environment.DEFAULT) && named(FILE + "." + name).isEmpty()) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentMissing(name, Optional.empty(), available));
        }
        Path file = file(name);
        if (Files.notExists(file)) {
            throw Files.isSymbolicLink(file)
                    ? EnvText.unreadable(file, "broken-link")
                    : new ProblemException(new EnvironmentProblem.EnvironmentMissing(name, Optional.of(file), available,
                            name.equals(Environment.DEFAULT) && composeFile().isPresent() && example().isPresent()));
        }
        return read(name, file, EnvFile.read(file, process), REQUIRED, file);
    }

    /// `own` is the environment's file, whether it was read from it or from its example.
    private static Environment read(String name, Path file, EnvFile read, List<String> required, Path own) {
        List<String> missing = required.stream().filter(key -> read.value(key).isEmpty()).toList();
        if (!missing.isEmpty()) {
            throw new ProblemException(new EnvironmentProblem.EnvironmentIncomplete(file, missing, model(file, missing)));
        }
        Checked checked = new Checked(file, read, own.toAbsolutePath().resolveSibling(""));
        Address address = new Address(checked.host(), checked.port(), checked.text("POSTGRES_DB", 63),
                checked.text("POSTGRES_USER", 63));
        Secret password = required.contains(EnvCreation.PASSWORD)
                ? new Secret(checked.text(EnvCreation.PASSWORD, 10_000))
                : new Secret("");
        return new Environment(name, care(name), address, password, Optional.of(own));
    }

    /// The example that some of the keys can be taken from; never for a secret, and not where the file names the key already.
    private static Optional<Path> model(Path file, List<String> missing) {
        return new Project(file.toAbsolutePath().resolveSibling("")).example().filter(example -> !example.equals(file))
                .filter(example -> EnvLint.of(file, Optional.of(example)).stream()
                        .anyMatch(flaw -> flaw instanceof EnvFlaw.EnvKeysMissing(_, var keys, _) && missing.stream()
                                .anyMatch(key -> keys.contains(key) && !EnvLint.secret(key))));
    }

    /// Whether the containers of the project in `folder` know its database under this name. Reads the Compose file, and only where the name is
    /// none that everybody knows: this is asked whenever an environment is opened.
    private static boolean inside(Path folder, String host) {
        if (HERE.contains(host)) {
            return false;
        }
        return INSIDE.contains(host) || new Project(folder).compose(Optional.empty()).stream()
                .flatMap(compose -> compose.databases().stream()
                        .flatMap(found -> Stream.concat(Stream.of(found.name()), compose.containerName(found.name()).stream())))
                .anyMatch(host::equalsIgnoreCase);
    }

    private static Care care(String name) {
        String first = name.toLowerCase(Locale.ROOT).split("[._-]", 2)[0];
        return switch (first) {
            case "production", "prod", "live" -> Care.PRODUCTION;
            case "staging", "stage" -> Care.STAGING;
            default -> Care.LOCAL;
        };
    }

    /// The values of a file, each refused by name if it cannot mean what it should.
    private record Checked(Path file, EnvFile values, Path folder) {

        String host() {
            String host = values.value("POSTGRES_HOST").orElse("localhost");
            if (inside(folder, host.toLowerCase(Locale.ROOT))) {
                return "127.0.0.1";
            }
            if (host.contains("://")) {
                throw invalid("POSTGRES_HOST", "scheme");
            }
            // Letters of a name or of an address, a zone included; nothing that a list, a URL or an option could be made of.
            if (!host.matches("[\\p{L}\\p{N}][\\p{L}\\p{N}._-]{0,252}|\\[?[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9_.-]{1,20})?]?")) {
                throw invalid("POSTGRES_HOST", "host");
            }
            return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        }

        int port() {
            String port = values.value("POSTGRES_PORT").orElse("5432");
            if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) < 1 || Integer.parseInt(port) > 65_535) {
                throw invalid("POSTGRES_PORT", "port");
            }
            return Integer.parseInt(port);
        }

        /// Names may hold any printable letter: they are handed to the driver as they are, never in a URL.
        String text(String key, int bytes) {
            String text = values.value(key).orElseThrow();
            if (text.chars().anyMatch(letter -> letter < ' ' || letter == 127)) {
                throw invalid(key, "control");
            }
            if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > bytes) {
                throw invalid(key, "too-long");
            }
            return text;
        }

        private ProblemException invalid(String key, String reason) {
            return new ProblemException(
                    new EnvironmentProblem.EnvironmentValueInvalid(file, key, Message.of("environment.invalid." + reason)));
        }
    }
}
