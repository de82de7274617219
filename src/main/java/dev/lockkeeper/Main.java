package dev.lockkeeper;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.app.ConsoleApp;
import dev.lockkeeper.app.Folders;
import dev.lockkeeper.app.LibraryLog;
import dev.lockkeeper.app.Settings;
import dev.lockkeeper.app.Wiring;
import dev.lockkeeper.cli.Choice;
import dev.lockkeeper.cli.Cli;
import dev.lockkeeper.cli.ExitCode;
import dev.lockkeeper.cli.Interruption;
import dev.lockkeeper.cli.Journey;
import dev.lockkeeper.cli.Terminal;
import java.util.Objects;
import java.util.Optional;

/// Starts Lockkeeper: a window or a verb. Nothing of the window is loaded for a verb.
public final class Main {

    private static final String VERSION = Objects.requireNonNullElse(Main.class.getPackage().getImplementationVersion(), "0-dev");

    private Main() {}

    public static void main(String[] arguments) {
        LibraryLog.install();
        Optional<Choice> window = Cli.window(arguments);
        if (window.isPresent() && hasDisplay()) {
            openWindow(window.get());
            return;
        }
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(interruption), "lockkeeper-stop"));
        Terminal terminal = Terminal.ofThisProcess();
        boolean tour = window.isPresent() && window.get().environment().isEmpty() && window.get().migrations().isEmpty();
        ExitCode code = tour
                ? new Journey(Wiring::desk, window.get().language(), Advices::on, terminal, interruption).run()
                : new Cli(VERSION, Wiring::desk, Advices::on, terminal, interruption).run(arguments);
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

    private static void openWindow(Choice choice) {
        ConsoleApp.open(new Wiring(new Settings(choice.project(), choice.environment(), choice.migrations(), choice.language()),
                Folders.ofThisUser()));
    }
}
