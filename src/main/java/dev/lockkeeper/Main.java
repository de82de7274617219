package dev.lockkeeper;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.app.ConsoleApp;
import dev.lockkeeper.app.Folders;
import dev.lockkeeper.app.LibraryLog;
import dev.lockkeeper.app.Settings;
import dev.lockkeeper.app.WindowMemory;
import dev.lockkeeper.app.Wiring;
import dev.lockkeeper.cli.Choice;
import dev.lockkeeper.cli.Cli;
import dev.lockkeeper.cli.ExitCode;
import dev.lockkeeper.cli.Interruption;
import dev.lockkeeper.cli.Journey;
import dev.lockkeeper.cli.Terminal;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Starts Lockkeeper: a window or a verb. Nothing of the window is loaded for a verb.
public final class Main {

    private static final String VERSION = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "0-dev");

    private Main() {}

    public static void main(String[] arguments) {
        LibraryLog.install();
        Optional<Choice> window = Cli.window(arguments);
        if (window.isPresent() && hasDisplay() && openWindow(window.get(), arguments)) {
            return;
        }
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(interruption), "lockkeeper-stop"));
        Terminal terminal = Terminal.ofThisProcess();
        ExitCode code = window.isPresent() && !namesADatabase(arguments)
                ? new Journey(Wiring::desk, window.get().language(), Advices::on, terminal, interruption).run()
                : new Cli(VERSION, Wiring::desk, Advices::on, terminal, interruption)
                        .run(window.isPresent() ? lookingAt(window.get(), arguments) : arguments);
        System.exit(code.number());
    }

    /// Ctrl-C or SIGTERM: the work is asked to stop, and its own code is this process's, not the signal's.
    private static void stop(Interruption interruption) {
        if (!interruption.over()) {
            Runtime.getRuntime().halt(interruption.stop().number());
        }
    }

    private static boolean hasDisplay() {
        return !System.getProperty("os.name").equals("Linux") || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY")
                || "Headless".equals(System.getProperty("glass.platform"));
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }

    /// False where there is no screen after all: a DISPLAY that nobody serves.
    private static boolean openWindow(Choice choice, String... arguments) {
        boolean folderAsked = Arrays.stream(arguments).anyMatch(text -> text.startsWith("--project"));
        Folders folders = Folders.ofThisUser();
        Path project = folderAsked ? choice.project() : new WindowMemory(folders).project(choice.project());
        Wiring house = new Wiring(
                new Settings(project, choice.environment(), choice.migrations(), choice.alembic(), choice.language()),
                folders);
        house.warmUp();
        try {
            ConsoleApp.open(house, asksForALanguage(arguments));
        } catch (UnsupportedOperationException e) {
            return false;
        }
        Runtime.getRuntime().addShutdownHook(new Thread(house::leave, "lockkeeper-leave"));
        return true;
    }

    private static boolean asksForALanguage(String... arguments) {
        return Arrays.stream(arguments).anyMatch(text -> text.startsWith("--lang"));
    }

    /// The tour is for the practice database only: whoever named another one meant that.
    private static boolean namesADatabase(String... arguments) {
        return Arrays.stream(arguments)
                .anyMatch(text -> Stream.of("--project", "--environment", "--migrations").anyMatch(text::startsWith));
    }

    /// Without a screen the chosen database is looked at instead.
    private static String[] lookingAt(Choice choice, String... arguments) {
        System.err.println(Words.in(choice.language()).say("cli.no-display"));
        return Stream.concat(Stream.of("doctor"), Arrays.stream(arguments)).toArray(String[]::new);
    }
}
