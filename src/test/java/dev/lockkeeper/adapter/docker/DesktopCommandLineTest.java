package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.adapter.machine.Commands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.containers.Desktop;
import dev.lockkeeper.containers.DesktopContract;
import dev.lockkeeper.containers.DesktopFacts;
import dev.lockkeeper.containers.EngineProblem.EngineNotLaunched;
import dev.lockkeeper.containers.Wsl;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Windows, macOS and Linux made up: their folders, registry and programs.
@DisabledOnOs(OS.WINDOWS)
class DesktopCommandLineTest extends DesktopContract {

    private static final String DOCKER = "\\SOFTWARE\\Docker Inc.\\Docker\\1.0";
    private static final String UNINSTALL = "\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Docker Desktop";

    @TempDir
    Path folder;
    private final FakeCommands commands = new FakeCommands();
    private List<String> processes = List.of();

    /// Answers for `reg`, `wsl`, `docker` and `systemctl` as the test says, and remembers what was run.
    private static final class FakeCommands implements Commands {

        final Map<String, String> registry = new HashMap<>();
        final Map<String, Ran> answers = new HashMap<>();
        final List<String> ran = new ArrayList<>();
        final List<String> launched = new ArrayList<>();

        void says(String command, int code, String text) {
            answers.put(command, new Ran(code, text));
        }

        @Override
        public Optional<Ran> run(Duration limit, StopSignal stop, List<String> command) {
            List<String> words = new ArrayList<>(command);
            words.set(0, Path.of(words.getFirst()).getFileName().toString().replace(".exe", ""));
            String line = String.join(" ", words);
            ran.add(line);
            if (words.getFirst().equals("reg")) {
                String value = registry.get(words.get(2) + "|" + words.get(4));
                return Optional.of(value == null
                        ? new Ran(1, "ERROR: The system was unable to find the specified registry key or value.")
                        : new Ran(0, "\r\n" + words.get(2).replace("HKLM", "HKEY_LOCAL_MACHINE") + "\r\n    " + words.get(4)
                                + "    REG_SZ    " + value + "\r\n\r\n"));
            }
            return Optional.ofNullable(answers.get(line));
        }

        @Override
        public void launch(List<String> command) throws IOException {
            if (!Files.isExecutable(Path.of(command.getFirst()))) {
                throw new IOException("CreateProcess error=2");
            }
            launched.addAll(command);
        }
    }

    private Path program(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    private static String folderOf(Path program) {
        return Objects.requireNonNull(program.getParent()).toString();
    }

    private DesktopCommandLine on(Machine machine) {
        return new DesktopCommandLine(new Machine(machine.system(), machine.root(), machine.home(), machine.variables(),
                machine.pipes(), () -> processes.stream()), commands);
    }

    private DesktopCommandLine windows(Map<String, String> variables) {
        return on(Machines.windows(folder, variables));
    }

    private Map<String, String> programFiles() {
        return Map.of("ProgramFiles", folder.resolve("pf").toString(), "PATH", folder.resolve("bin").toString());
    }

    @Override
    protected Desktop off() throws IOException {
        program("pf/Docker/Docker/Docker Desktop.exe");
        return windows(programFiles());
    }

    @Override
    protected Desktop absent() {
        return windows(Map.of());
    }

    @Override
    protected Desktop service() throws IOException {
        Path unit = folder.resolve("linux/usr/lib/systemd/system/docker.service");
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, "");
        return on(Machines.linux(folder.resolve("linux"), Map.of()));
    }

    @Override
    protected int launched() {
        return commands.launched.size() + (int) commands.ran.stream().filter(line -> line.contains(" start")).count();
    }

    private static void start(Desktop desktop) {
        desktop.start(Journal.silent(), new StopSignal());
    }

    @Test
    void wsl_tells_whether_it_works_and_which_it_is_on_windows_alone() throws IOException {
        commands.says("wsl --status", 0, "Default Version: 2\r\n");
        commands.says("wsl --version", 0, "WSL 버전: 2.3.26.0\r\n커널 버전: 5.15.167.4-1\r\n");
        assertThat(windows(Map.of()).wsl()).contains(new Wsl(true, Optional.of("2.3.26.0"), Optional.empty()));
        commands.says("wsl --version", 1, "Invalid command line option: --version");
        assertThat(windows(Map.of()).wsl()).contains(new Wsl(true, Optional.empty(), Optional.empty()));
        commands.says("wsl --status", 50, "WSL is not installed.\r\nRun wsl.exe --install.\r\n");
        assertThat(windows(Map.of()).wsl())
                .contains(new Wsl(false, Optional.empty(), Optional.of("WSL is not installed. Run wsl.exe --install.")));
        commands.answers.clear();
        assertThat(windows(Map.of()).wsl()).as("no such program, or it hangs")
                .contains(new Wsl(false, Optional.empty(), Optional.empty()));
        assertThat(service().wsl()).isEmpty();
    }

    @Test
    void its_version_is_that_of_the_registry_and_asked_once_for_each_program() throws IOException {
        commands.registry.put("HKCU" + UNINSTALL + "|DisplayVersion", "4.34.2");
        Path program = program("pf/Docker/Docker/Docker Desktop.exe");
        DesktopCommandLine desktop = windows(programFiles());

        assertThat(desktop.look())
                .isEqualTo(new DesktopFacts(DesktopFacts.Kind.DESKTOP, Optional.of(folderOf(program)),
                        Optional.of("4.34.2"), false, '"' + program.toString() + '"'));
        int asked = commands.ran.size();
        desktop.look();
        assertThat(commands.ran).hasSize(asked);
        Files.setLastModifiedTime(program, java.nio.file.attribute.FileTime.fromMillis(0));
        commands.registry.put("HKCU" + UNINSTALL + "|DisplayVersion", "4.50.0");
        assertThat(desktop.look().version()).as("updated").contains("4.50.0");
        assertThat(desktop.look().command()).isEqualTo("docker desktop start --detach");
    }

    @Test
    void it_is_found_in_the_own_accounts_programs() throws IOException {
        Path program = program("local/Programs/DockerDesktop/Docker Desktop.exe");

        assertThat(windows(Map.of("LOCALAPPDATA", folder.resolve("local").toString())).look().place())
                .contains(folderOf(program));
        assertThat(commands.ran).as("only for its version").noneMatch(line -> line.contains("AppPath"));
    }

    @Test
    void it_is_found_by_the_registry_whether_that_names_a_folder_or_the_program() throws IOException {
        Path program = program("elsewhere/Docker Desktop.exe");
        DesktopCommandLine desktop = windows(Map.of());
        commands.registry.put("HKLM" + DOCKER + "|AppPath", folderOf(program));
        assertThat(desktop.look().place()).contains(folderOf(program));
        commands.registry.clear();
        assertThat(desktop.look().kind()).isEqualTo(DesktopFacts.Kind.ABSENT);
        commands.registry.put("HKCU" + DOCKER + "|AppPath", program.toString());
        assertThat(desktop.look().place()).contains(folderOf(program));
        commands.registry.clear();
        commands.registry.put("HKLM" + UNINSTALL + "|InstallLocation", folderOf(program));
        assertThat(desktop.look().place()).contains(folderOf(program));
    }

    @Test
    void its_process_is_seen() throws IOException {
        program("pf/Docker/Docker/Docker Desktop.exe");
        processes = List.of("C:\\Windows\\explorer.exe", "C:\\Program Files\\Docker\\Docker\\Docker Desktop.exe");
        assertThat(windows(programFiles()).look().running()).isTrue();
    }

    @Test
    void where_docker_can_start_it_that_is_what_is_run_without_waiting() throws IOException {
        program("bin/docker.exe");
        commands.says("docker desktop version", 0, "v0.1.0");
        commands.says("docker desktop start --detach", 0, "");
        start(off());
        assertThat(commands.ran).contains("docker desktop start --detach");
        assertThat(commands.launched).isEmpty();
    }

    @Test
    void an_older_one_is_started_by_its_program() throws IOException {
        program("bin/docker.exe");
        commands.says("docker desktop version", 1, "docker: 'desktop' is not a docker command.");
        start(off());
        assertThat(commands.launched).containsExactly(folder.resolve("pf/Docker/Docker/Docker Desktop.exe").toString());
    }

    @Test
    void one_that_docker_fails_to_start_or_hangs_at_is_started_by_its_program() throws IOException {
        program("bin/docker.exe");
        commands.says("docker desktop version", 0, "v0.1.0");
        start(off()); // no answer within its limit
        assertThat(commands.launched).hasSize(1);
        commands.says("docker desktop start --detach", 1, "deadline exceeded");
        start(off());
        assertThat(commands.launched).hasSize(2);
    }

    @Test
    void a_launch_that_fails_is_told_with_what_was_said() throws IOException {
        Path app = program("Applications/Docker.app/Contents/MacOS/Docker Desktop");
        Files.writeString(app.resolveSibling("../Info.plist").normalize(),
                "<plist><dict><key>CFBundleShortVersionString</key>\n<string>4.40.0</string></dict></plist>");
        DesktopCommandLine mac = on(Machines.mac(folder));
        assertThat(mac.look()).isEqualTo(new DesktopFacts(DesktopFacts.Kind.DESKTOP,
                Optional.of(folder.resolve("Applications/Docker.app").toString()), Optional.of("4.40.0"), false,
                "open -a Docker"));
        commands.says("open -a Docker", 1, "Unable to find application named 'Docker'\n");
        assertThatThrownBy(() -> start(mac)).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(new EngineNotLaunched("open -a Docker", List.of("Unable to find application named 'Docker'"))));
        commands.says("open -a Docker", 0, "");
        start(mac);
    }

    @Test
    void on_linux_docker_desktop_is_started_in_the_own_session() throws IOException {
        program("opt/docker-desktop/bin/docker-desktop");
        commands.says("systemctl --user start docker-desktop", 0, "");
        DesktopCommandLine desktop = on(Machines.linux(folder, Map.of()));
        assertThat(desktop.look().command()).isEqualTo("systemctl --user start docker-desktop");
        start(desktop);
        assertThat(commands.ran).contains("systemctl --user start docker-desktop").noneMatch(line -> line.contains("sudo"));
    }

    @Test
    void a_service_of_the_own_account_is_started_without_an_administrator() throws IOException {
        Path unit = folder.resolve("home/.config/systemd/user/docker.service");
        Files.createDirectories(unit.getParent());
        Files.writeString(unit, "");
        assertThat(on(Machines.linux(folder, Map.of())).look().command()).isEqualTo("systemctl --user start docker");
        assertThat(service().look().command()).isEqualTo("sudo systemctl start docker");
    }

    @Test
    void a_broken_wsl_is_told_in_its_own_words_unless_docker_stands_on_hyper_v() throws IOException {
        DesktopCommandLine desktop = windows(Map.of("APPDATA", folder.resolve("roaming").toString()));
        commands.answers.put("wsl --status", Commands.Ran.of(50,
                "Wsl/WSL_E_WSL_OPTIONAL_COMPONENT_REQUIRED\r\n".getBytes(StandardCharsets.UTF_16LE)));
        assertThat(desktop.fault()).contains("Wsl/WSL_E_WSL_OPTIONAL_COMPONENT_REQUIRED");
        Path settings = folder.resolve("roaming/Docker/settings-store.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"WslEngineEnabled\": false}");
        assertThat(desktop.fault()).isEmpty();
        Files.writeString(settings, "{\"WslEngineEnabled\": true}");
        assertThat(desktop.fault()).isPresent();
        commands.says("wsl --status", 0, "Default Version: 2");
        assertThat(desktop.fault()).isEmpty();
    }

    @Test
    void starting_by_docker_is_known_since_4_37() {
        assertThat(DesktopCommandLine.before437("4.34.2")).isTrue();
        assertThat(DesktopCommandLine.before437("4.37.0")).isFalse();
        assertThat(DesktopCommandLine.before437("5.0.0")).isFalse();
        assertThat(DesktopCommandLine.before437("unknown")).isFalse();
    }
}
