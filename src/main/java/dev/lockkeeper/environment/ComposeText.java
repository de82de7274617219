package dev.lockkeeper.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The Compose file as it is written, read by its indentation: enough to find a service's lines and change them, without a second opinion on
/// what the file means. `project` is the name Compose gives the project, `variables` are what `${…}` stands for.
public record ComposeText(String file, String text, String project, Function<String, Optional<String>> variables) {

    private static final Pattern VARIABLE = Pattern
            .compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::?-([^}]*))?}|\\$([A-Za-z_][A-Za-z0-9_]*)");
    private static final Pattern SHORT_MOUNT = Pattern.compile("-\\s*[\"']?([A-Za-z0-9][A-Za-z0-9_.-]*):(/[^:\"']*).*");

    private static final Pattern KEY = Pattern.compile("[\"']?([A-Za-z0-9._-]+)[\"']?\\s*:(\\s.*|)");
    private static final Pattern POSTGRES = Pattern
            .compile("(?i)(?:.*/)?(?:postgres|postgis|pgvector|timescaledb(?:-ha)?|postgresql)(?::[^/]*)?(?:@sha256:.*)?");
    private static final int POSTGRES_PORT = 5432;
    private static final Set<String> SERVER_VARIABLES = Set.of("POSTGRES_PASSWORD", "POSTGRES_PASSWORD_FILE",
            "POSTGRES_HOST_AUTH_METHOD", "POSTGRES_INITDB_ARGS", "POSTGRESQL_PASSWORD");
    private static final Pattern ENVIRONMENT = Pattern.compile("(?:-\\s*)?[\"']?([A-Za-z_][A-Za-z0-9_]*)[\"']?\\s*[:=].*");
    private static final Pattern PORTS = Pattern.compile("(?:[0-9.]+:|\\[[0-9A-Fa-f:]+]:)?(\\d{1,5}):(\\d{1,5})(?:/tcp)?");
    private static final Pattern PASSWORD_FROM = Pattern
            .compile("(?:-\\s*)?[\"']?POSTGRES_PASSWORD[\"']?\\s*[:=]\\s*[\"']?\\$\\{?([A-Za-z_][A-Za-z0-9_]*).*");
    private static final Predicate<String> PORT_NUMBER = Pattern.compile("\\d{1,5}").asMatchPredicate();
    /// The name, with its registry, the tag's leading number, and the rest of the tag: `postgres`, `16`, `.4-bookworm`.
    private static final Pattern VERSIONED = Pattern
            .compile("^(\\s+image:\\s*[\"']?)([^\\s\"'#:]+(?::\\d+/[^\\s\"'#:]+)?):(\\d+)([^\\s\"'#]*)(.*)$", Pattern.DOTALL);

    private static final Pattern AT_LINE = Pattern.compile("\\bline (\\d{1,6})\\b");
    private static final Pattern PATH = Pattern
            .compile("(?<![\\w/.-])(?:services|volumes|networks|configs|secrets)(?:\\.[\\w-]+)+");
    private static final Pattern UNKNOWN = Pattern.compile("(?i)additional propert(?:y|ies) [\"']?([\\w.-]+)");
    private static final Pattern SERVICE = Pattern.compile("service \"([^\"]+)\"");
    private static final Pattern BAD_VALUE = Pattern.compile("(?i)invalid [\\w ]+: \"?([\\w.:-]+)");

    /// The text alone: no variable is known.
    public static ComposeText of(String text) {
        return new ComposeText("docker-compose.yml", text, "", _ -> Optional.empty());
    }

    public List<String> lines() {
        return text.lines().toList();
    }

    /// The image that the service names; empty where that cannot be told for sure.
    public Optional<String> image(String service) {
        return service(service).flatMap(block -> value(block, "image")).flatMap(this::filledIn);
    }

    /// The one service that runs PostgreSQL; of several the one that is called `postgres`, else none.
    public Optional<DatabaseInCompose> database() {
        List<DatabaseInCompose> found = databases();
        return found.size() == 1
                ? Optional.of(found.getFirst())
                : found.stream().filter(service -> service.name().equals("postgres")).findFirst();
    }

    /// The services that run PostgreSQL, told by their image; where none can, by the port or the variables that only a server has. The image is
    /// blank where it is built from the project.
    public List<DatabaseInCompose> databases() {
        List<DatabaseInCompose> all = services().stream().map(name -> new DatabaseInCompose(name, service(name)
                .flatMap(block -> value(block, "image")).map(image -> filledIn(image).orElse(image)).orElse(""))).toList();
        List<DatabaseInCompose> byImage = all.stream().filter(found -> POSTGRES.matcher(found.image()).matches()).toList();
        return byImage.isEmpty() ? all.stream().filter(found -> serves(found.name())).toList() : byImage;
    }

    /// The line, counted from 1, that Compose's words against the file point at; empty where they point nowhere.
    public Optional<Integer> lineOf(String words) {
        Matcher line = AT_LINE.matcher(words);
        if (line.find()) {
            return Optional.of(Integer.valueOf(line.group(1)));
        }
        Matcher path = PATH.matcher(words);
        Optional<Block> deepest = path.find() ? along(List.of(path.group().split("\\."))) : Optional.empty();
        Matcher unknown = UNKNOWN.matcher(words);
        if (unknown.find()) {
            Optional<Block> named = deepest.isPresent() ? child(deepest.get(), unknown.group(1)) : top(unknown.group(1));
            return named.or(() -> deepest).map(found -> found.from() + 1);
        }
        Matcher service = SERVICE.matcher(words);
        return deepest.or(() -> service.find() ? service(service.group(1)) : Optional.empty()).map(found -> found.from() + 1)
                .or(() -> lineWith(words));
    }

    /// As deep as the keys lead.
    private Optional<Block> along(List<String> keys) {
        Optional<Block> found = top(keys.getFirst());
        for (String key : keys.subList(1, keys.size())) {
            Optional<Block> below = found.flatMap(block -> child(block, key));
            if (below.isEmpty()) {
                return found;
            }
            found = below;
        }
        return found;
    }

    /// The first line that holds the value which Compose calls invalid, its variables filled in.
    private Optional<Integer> lineWith(String words) {
        Matcher bad = BAD_VALUE.matcher(words);
        if (!bad.find()) {
            return Optional.empty();
        }
        List<String> lines = lines();
        for (int i = 0; i < lines.size(); i++) {
            String text = lines.get(i);
            if (!blank(text) && filledIn(text).orElse(text).contains(bad.group(1))) {
                return Optional.of(i + 1);
            }
        }
        return Optional.empty();
    }

    public List<String> services() {
        return top("services").stream().flatMap(services -> keys(services).stream()).toList();
    }

    /// What the container of a service is called, where the file says so.
    public Optional<String> containerName(String service) {
        return service(service).flatMap(block -> value(block, "container_name")).flatMap(this::filledIn);
    }

    /// Only a server takes these variables; a client knows its host.
    private boolean serves(String service) {
        List<String> names = variableNames(service);
        return published(service).stream().anyMatch(port -> port.container() == POSTGRES_PORT)
                || (names.stream().anyMatch(SERVER_VARIABLES::contains)
                        && names.stream().noneMatch(name -> name.equals("POSTGRES_HOST") || name.equals("DATABASE_URL")));
    }

    private List<String> variableNames(String service) {
        return service(service).flatMap(block -> child(block, "environment")).map(block -> lines()
                .subList(block.from() + 1, block.to()).stream().map(line -> ENVIRONMENT.matcher(line.strip()))
                .filter(Matcher::matches).map(entry -> entry.group(1)).toList()).orElse(List.of());
    }

    /// A port of this machine, and the one of the container that it leads to.
    public record Published(int host, int container) {}

    /// The ports that a service publishes; those that cannot be told for sure are left out.
    public List<Published> published(String service) {
        Optional<Block> ports = service(service).flatMap(block -> child(block, "ports"));
        if (ports.isEmpty()) {
            return List.of();
        }
        List<Published> found = new ArrayList<>();
        Optional<String> target = Optional.empty();
        Optional<String> host = Optional.empty();
        String head = lines().get(ports.get().from());
        List<String> entries = new ArrayList<>(
                List.of(head.substring(head.indexOf(':') + 1).replaceAll("[\\[\\]]", "").split(",")));
        lines().subList(ports.get().from() + 1, ports.get().to()).stream().filter(line -> !blank(line)).map(String::strip)
                .forEach(entries::add);
        for (String entry : entries) {
            String text = filledIn(entry.replaceFirst("\\s+#.*$", "").replaceFirst("^-\\s*", "").replaceAll("[\"']", "").strip())
                    .orElse("");
            Matcher pair = PORTS.matcher(text);
            if (pair.matches()) {
                found.add(new Published(Integer.parseInt(pair.group(1)), Integer.parseInt(pair.group(2))));
                continue;
            }
            if (entry.strip().startsWith("-")) {
                target = Optional.empty();
                host = Optional.empty();
            }
            if (text.startsWith("target:")) {
                target = Optional.of(text.substring("target:".length()).strip());
            } else if (text.startsWith("published:")) {
                host = Optional.of(text.substring("published:".length()).strip());
            }
            if (target.filter(PORT_NUMBER).isPresent() && host.filter(PORT_NUMBER).isPresent()) {
                found.add(new Published(Integer.parseInt(host.get()), Integer.parseInt(target.get())));
                target = Optional.empty();
                host = Optional.empty();
            }
        }
        return List.copyOf(found);
    }

    /// The variable of the environment's file that a service takes its password from; empty where the file names none.
    public Optional<String> passwordVariable(String service) {
        return service(service).flatMap(block -> child(block, "environment")).flatMap(block -> lines()
                .subList(block.from() + 1, block.to()).stream().map(line -> PASSWORD_FROM.matcher(line.strip()))
                .filter(Matcher::matches).map(entry -> entry.group(1)).findFirst());
    }

    /// The services that a service waits for or is linked to.
    public List<String> dependsOn(String service) {
        return service(service).flatMap(block -> child(block, "depends_on")).map(block -> {
            String head = lines().get(block.from());
            List<String> names = new ArrayList<>(
                    List.of(head.substring(head.indexOf(':') + 1).replaceAll("[\\[\\]\"'\\s]", "").split(",")));
            lines().subList(block.from() + 1, block.to()).stream()
                    .map(line -> line.strip().replaceFirst("^-\\s*", "").replaceAll("[\"':]", "").strip()).forEach(names::add);
            return services().stream().filter(names::contains).toList();
        }).orElse(List.of());
    }

    /// The text with another major version in the tag of the service's image, the minor version left out; empty where the service names no
    /// image with a version.
    public Optional<String> withMajor(String service, String major) {
        return service(service).flatMap(block -> child(block, "image")).flatMap(found -> {
            String[] lines = text.split("\n", -1);
            Matcher image = VERSIONED.matcher(lines[found.from()]);
            if (!image.matches()) {
                return Optional.empty();
            }
            lines[found.from()] = image.group(1) + image.group(2) + ":" + major
                    + image.group(4).replaceFirst("^(?:\\.\\d+)*", "") + image.group(5);
            return Optional.of(String.join("\n", lines));
        });
    }

    /// The name of the volume that will hold the database's files; empty where it is a folder, or cannot be told for sure.
    public Optional<String> volume(String service) {
        return service(service).flatMap(block -> child(block, "volumes")).flatMap(this::dataKey).flatMap(this::volumeName);
    }

    private Optional<String> dataKey(Block volumes) {
        return lines().subList(volumes.from() + 1, volumes.to()).stream().map(line -> SHORT_MOUNT.matcher(line.strip()))
                .filter(Matcher::matches).filter(mount -> mount.group(2).startsWith("/var/lib/postgresql"))
                .map(mount -> mount.group(1)).findFirst();
    }

    private Optional<String> volumeName(String key) {
        Optional<Block> declared = top("volumes").flatMap(block -> child(block, key));
        Optional<String> named = declared.flatMap(block -> value(block, "name"));
        if (named.isPresent()) {
            return named.flatMap(this::filledIn);
        }
        boolean external = declared.flatMap(block -> value(block, "external")).filter("true"::equals).isPresent();
        return Optional.of(external ? key : project + "_" + key);
    }

    /// Empty where a variable is not known.
    private Optional<String> filledIn(String value) {
        Matcher holes = VARIABLE.matcher(value);
        StringBuilder filled = new StringBuilder();
        while (holes.find()) {
            Optional<String> known = variables.apply(holes.group(1) == null ? holes.group(3) : holes.group(1))
                    .filter(text -> !text.isEmpty()).or(() -> Optional.ofNullable(holes.group(2)));
            if (known.isEmpty()) {
                return Optional.empty();
            }
            holes.appendReplacement(filled, Matcher.quoteReplacement(known.get()));
        }
        holes.appendTail(filled);
        return Optional.of(filled.toString()).filter(text -> !text.contains("$"));
    }

    public Optional<Block> service(String service) {
        return top("services").flatMap(block -> child(block, service));
    }

    private Optional<Block> top(String key) {
        return find(0, lines().size(), 0, key);
    }

    /// A key one level below a block.
    public Optional<Block> child(Block block, String key) {
        for (int i = block.from() + 1; i < block.to(); i++) {
            if (!blank(lines().get(i))) {
                return find(block.from() + 1, block.to(), indent(lines().get(i)), key);
            }
        }
        return Optional.empty();
    }

    /// The keys one level below a block.
    private List<String> keys(Block block) {
        List<String> below = lines().subList(block.from() + 1, block.to()).stream().filter(line -> !blank(line)).toList();
        int indent = below.isEmpty() ? 0 : indent(below.getFirst());
        return below.stream().filter(line -> indent(line) == indent).map(line -> KEY.matcher(line.strip()))
                .filter(Matcher::matches).map(key -> key.group(1)).toList();
    }

    private Optional<Block> find(int from, int to, int indent, String key) {
        Pattern head = Pattern.compile("[\"']?" + Pattern.quote(key) + "[\"']?\\s*:(\\s.*|)");
        List<String> lines = lines();
        for (int i = from; i < to; i++) {
            String line = lines.get(i);
            if (!blank(line) && indent(line) == indent && head.matcher(line.strip()).matches()) {
                int end = i + 1;
                int last = end;
                while (end < to && (blank(lines.get(end)) || indent(lines.get(end)) > indent
                        || (indent(lines.get(end)) == indent && lines.get(end).strip().startsWith("- ")))) {
                    last = blank(lines.get(end)) ? last : end + 1;
                    end++;
                }
                return Optional.of(new Block(i, last, indent));
            }
        }
        return Optional.empty();
    }

    /// What stands behind a key of a block, on its line.
    private Optional<String> value(Block block, String key) {
        return child(block, key).map(found -> lines().get(found.from()))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .map(value -> value.replaceFirst("\\s+#.*$", "").replaceAll("^[\"']|[\"']$", ""))
                .filter(value -> !value.isEmpty());
    }

    public static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }

    private static boolean blank(String line) {
        return line.isBlank() || line.strip().startsWith("#");
    }

    /// Lines of the file, counted from 0, without `to`.
    public record Block(int from, int to, int indent) {}

    /// A change of some lines as a patch that `git apply` and `patch` take.
    public String patch(int from, int to, List<String> instead) {
        List<String> lines = lines();
        int before = Math.max(0, from - 3);
        int after = Math.min(lines.size(), to + 3);
        List<String> patch = new ArrayList<>(List.of("--- a/" + file, "+++ b/" + file,
                "@@ -%d,%d +%d,%d @@".formatted(before + 1, after - before, before + 1,
                        after - before - (to - from) + instead.size())));
        lines.subList(before, from).forEach(line -> patch.add(" " + line));
        lines.subList(from, to).forEach(line -> patch.add("-" + line));
        instead.forEach(line -> patch.add("+" + line));
        lines.subList(to, after).forEach(line -> patch.add(" " + line));
        return String.join("\n", patch) + "\n";
    }
}
