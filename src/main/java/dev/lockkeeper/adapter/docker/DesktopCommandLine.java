package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.adapter.machine.Commands;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lockkeeper.containers.Desktop;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.DesktopFacts.Kind;
import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineByHand;
import dev.lockkeeper.containers.EngineProblem.EngineNotLaunched;
import dev.lockkeeper.containers.Wsl;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Docker Desktop by its command line, where it has one, else by its program; on a Linux without it, the service of the engine.
public final class DesktopCommandLine implements Desktop {

    private static final Duration SHORT = Duration.ofSeconds(10);
    /// Though it is asked not to wait, it has been seen to.
    private static final Duration LAUNCH = Duration.ofSeconds(30);

    private static final Duration WSL = Duration.ofMillis(1_200);
    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");

    private static final List<String> BY_COMMAND = List.of("docker", "desktop", "start", "--detach");
    private static final List<String> BY_SESSION = List.of("systemctl", "--user", "start", "docker-desktop");
    private static final List<String> BY_MAC = List.of("open", "-a", "Docker");
    private static final Set<String> PROCESSES = Set.of("docker desktop.exe", "com.docker.backend.exe", "docker desktop",
            "com.docker.backend", "docker-desktop");

    private static final Pattern PLIST = Pattern.compile("<key>CFBundleShortVersionString</key>\\s*<string>([^<]+)</string>");

    private final Machine machine;
    private final Commands commands;
    private final WindowsRegistry registry;
    private volatile @Nullable Version known;

    DesktopCommandLine(Machine machine, Commands commands) {
        this.machine = machine;
        this.commands = commands;
        this.registry = new WindowsRegistry(commands);
    }

    public static DesktopCommandLine ofThisMachine() {
        return new DesktopCommandLine(Machine.here(), Commands.ofThisMachine());
    }

    /// The version of a program, for as long as its file is the same: asking costs a process.
    private record Version(Path program, FileTime at, Optional<String> version) {}

    @Override
    public DesktopFacts look() {
        Optional<Path> program = program();
        if (program.isPresent()) {
            Optional<String> version = version(program.get());
            return new DesktopFacts(Kind.DESKTOP, program.map(this::place), version, running(), shown(program.get(), version));
        }
        if (machine.windows() || machine.mac() || !(machine.hasDocker() || service().isPresent())) {
            return new DesktopFacts(Kind.ABSENT, Optional.empty(), Optional.empty(), false, "");
        }
        return new DesktopFacts(Kind.SERVICE, Optional.empty(), Optional.empty(), false,
                service().orElse("sudo service docker start"));
    }

    private Optional<Path> program() {
        Optional<Path> usual = Programs.desktop(machine.variables(), machine.root());
        return usual.isPresent() || !machine.windows()
                ? usual
                : registry.places().stream().flatMap(place -> Programs.desktopAt(place).stream()).findFirst();
    }

    /// What is installed, as a person knows it: a folder, on a Mac the app.
    private String place(Path program) {
        Path folder = program.getParent();
        if (machine.mac()) {
            for (Path up = folder; up != null; up = up.getParent()) {
                if (up.toString().endsWith(".app")) {
                    return up.toString();
                }
            }
        }
        return folder == null ? program.toString() : folder.toString();
    }

    private Optional<String> version(Path program) {
        FileTime at;
        try {
            at = Files.getLastModifiedTime(program);
        } catch (IOException e) {
            return Optional.empty();
        }
        Version before = known;
        if (before != null && before.program.equals(program) && before.at.equals(at)) {
            return before.version;
        }
        Optional<String> found = machine.windows() ? registry.version() : machine.mac() ? plist(program) : Optional.empty();
        known = new Version(program, at, found);
        return found;
    }

    private static Optional<String> plist(Path program) {
        try {
            Path file = program.resolveSibling("../Info.plist").normalize();
            Matcher matcher = PLIST.matcher(Files.readString(file, StandardCharsets.UTF_8));
            return matcher.find() ? Optional.of(matcher.group(1).strip()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private boolean running() {
        return machine.processes().get().map(command -> command.substring(1 + Math.max(command.lastIndexOf('/'),
                command.lastIndexOf('\\')))).anyMatch(name -> PROCESSES.contains(name.toLowerCase(Locale.ROOT)));
    }

    /// The likely command; which one works is known only when one has.
    private String shown(Path program, Optional<String> version) {
        if (machine.windows()) {
            return version.filter(known -> before437(known)).isPresent()
                    ? '"' + program.toString() + '"'
                    : String.join(" ", BY_COMMAND);
        }
        return String.join(" ", byProgram(program));
    }

    /// Before 4.37 Docker Desktop could not be started by `docker`.
    static boolean before437(String version) {
        Matcher parts = Pattern.compile("(\\d+)\\.(\\d+).*").matcher(version);
        return parts.matches() && Integer.parseInt(parts.group(1)) * 1000 + Integer.parseInt(parts.group(2)) < 4037;
    }

    private List<String> byProgram(Path program) {
        return machine.windows() ? List.of(program.toString()) : machine.mac() ? BY_MAC : BY_SESSION;
    }

    /// The command that starts the engine's service; empty where none is known to be there.
    private Optional<String> service() {
        Path root = machine.root();
        boolean system = exists(root.resolve("usr/lib/systemd/system/docker.service"),
                root.resolve("lib/systemd/system/docker.service"),
                root.resolve("etc/systemd/system/docker.service"));
        if (system) {
            return Optional.of("sudo systemctl start docker");
        }
        if (exists(machine.home().resolve(".config/systemd/user/docker.service"),
                root.resolve("usr/lib/systemd/user/docker.service"))) {
            return Optional.of("systemctl --user start docker");
        }
        return exists(root.resolve("snap/bin/docker")) ? Optional.of("sudo snap start docker") : Optional.empty();
    }

    private static boolean exists(Path... files) {
        return List.of(files).stream().anyMatch(Files::exists);
    }

    @Override
    public Optional<String> fault() {
        if (!machine.windows() || onHyperV()) {
            return Optional.empty();
        }
        return commands.run(SHORT, new StopSignal(), List.of("wsl", "--status")).filter(ran -> !ran.good())
                .map(ran -> String.join(" ", said(ran))).map(said -> said.isBlank() ? "wsl --status" : said);
    }

    /// `wsl --status` tells whether it works, and `wsl --version`, which older ones do not know, which one it is.
    @Override
    public Optional<Wsl> wsl() {
        if (!machine.windows() || onHyperV()) {
            return Optional.empty();
        }
        Optional<Commands.Ran> status = commands.run(WSL, new StopSignal(), List.of("wsl", "--status"));
        if (status.filter(Commands.Ran::good).isEmpty()) {
            return Optional.of(new Wsl(false, Optional.empty(), status.map(ran -> String.join(" ", said(ran)))
                    .filter(words -> !words.isBlank())));
        }
        return Optional.of(new Wsl(true, commands.run(WSL, new StopSignal(), List.of("wsl", "--version"))
                .filter(Commands.Ran::good).flatMap(DesktopCommandLine::firstVersion), Optional.empty()));
    }

    /// The first line is WSL's own, in the language of Windows; the lines after it are of its parts.
    private static Optional<String> firstVersion(Commands.Ran ran) {
        return ran.text().lines().findFirst().map(VERSION::matcher).filter(Matcher::find).map(Matcher::group);
    }

    /// Where Docker Desktop stands on Hyper-V, WSL may be broken or absent.
    private boolean onHyperV() {
        for (String name : List.of("settings-store.json", "settings.json")) {
            Optional<Path> file = machine.variable("APPDATA").map(folder -> Path.of(folder, "Docker", name))
                    .filter(Files::exists);
            if (file.isPresent()) {
                try {
                    JsonNode settings = new ObjectMapper().readTree(file.get().toFile());
                    JsonNode wsl = settings.has("WslEngineEnabled")
                            ? settings.get("WslEngineEnabled")
                            : settings.path("wslEngineEnabled");
                    return wsl.isBoolean() && !wsl.asBoolean();
                } catch (IOException e) {
                    return false;
                }
            }
        }
        return false;
    }

    @Override
    public void start(Journal journal, StopSignal stop) {
        Path program = program().orElseThrow(() -> {
            DesktopFacts facts = look();
            return new ProblemException(facts.kind() == Kind.SERVICE ? new EngineByHand(facts.command()) : new EngineAbsent(""));
        });
        if (!byCommand(journal, stop)) {
            heed(stop);
            byProgram(program, journal, stop);
        }
    }

    private static void heed(StopSignal stop) {
        stop.heed(Message.of("state.engine-not-started"));
    }

    /// Whether Docker's own command line has started it.
    private boolean byCommand(Journal journal, StopSignal stop) {
        Optional<Path> docker = Programs.find(machine.windows() ? "docker.exe" : "docker", machine.variables());
        if (docker.isEmpty() || commands.run(SHORT, stop, List.of(docker.get().toString(), "desktop", "version"))
                .filter(Commands.Ran::good).isEmpty()) {
            return false;
        }
        heed(stop);
        List<String> command = new ArrayList<>(BY_COMMAND);
        journal.command(String.join(" ", command));
        command.set(0, docker.get().toString());
        Optional<Commands.Ran> ran = commands.run(LAUNCH, stop, command);
        ran.ifPresent(ended -> said(ended).forEach(line -> journal.info(Source.DOCKER, line)));
        return ran.filter(Commands.Ran::good).isPresent();
    }

    private void byProgram(Path program, Journal journal, StopSignal stop) {
        List<String> command = byProgram(program);
        String shown = machine.windows() ? '"' + command.getFirst() + '"' : String.join(" ", command);
        journal.command(shown);
        if (machine.windows()) {
            try {
                commands.launch(command);
            } catch (IOException e) {
                throw new ProblemException(new EngineNotLaunched(shown, List.of(PlainText.of(String.valueOf(e.getMessage())))),
                        e);
            }
            return;
        }
        Optional<Commands.Ran> ran = commands.run(LAUNCH, stop, command);
        heed(stop);
        if (ran.filter(Commands.Ran::good).isEmpty()) {
            throw new ProblemException(new EngineNotLaunched(shown, ran.map(DesktopCommandLine::said).orElse(List.of())));
        }
    }

    /// What it said, fit to be shown.
    private static List<String> said(Commands.Ran ran) {
        return ran.text().lines().map(PlainText::of).filter(line -> !line.isBlank()).limit(20).toList();
    }
}
