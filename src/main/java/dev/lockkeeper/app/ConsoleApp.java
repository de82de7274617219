package dev.lockkeeper.app;

import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.shell.Taste;
import java.net.URI;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.stage.Stage;

/// Lockkeeper with a window.
public final class ConsoleApp extends Application {

    private final House house;
    private final Taste taste;

    private ConsoleApp(House house, Taste taste) {
        this.house = house;
        this.taste = taste;
    }

    /// Starts JavaFX and opens the window; returns at once. The process ends when the window has gone. The window speaks the language
    /// that was chosen in it the last time, unless one was asked for at this start (`asked`).
    public static void open(House house, boolean asked) {
        Taste wanted = new Taste(house.settings().language(), Look.LIGHT);
        Taste kept = new WindowMemory(house.folders()).recall(wanted);
        Taste taste = asked ? new Taste(wanted.language(), kept.look()) : kept;
        ScreenThreads.startUp(() -> new ConsoleApp(house, taste).start(new Stage()));
    }

    @Override
    public void start(Stage stage) {
        Look.loadFonts();
        new Window(stage, house, new ScreenThreads(), new Window.Outside(this::openFile, this::browse), taste).show();
    }

    private void openFile(Path file) {
        browse(file.toUri());
    }

    private void browse(URI place) {
        // a folder on a drive that sleeps must not hold up the screen
        Thread.ofVirtual().start(() -> getHostServices().showDocument(place.toString()));
    }
}
