package dev.lockkeeper.app;

import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.ScreenThreads;
import java.net.URI;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.stage.Stage;

/// Lockkeeper with a window.
public final class ConsoleApp extends Application {

    private final House house;

    private ConsoleApp(House house) {
        this.house = house;
    }

    /// Starts JavaFX and opens the window; returns at once. The process ends when the window has gone.
    public static void open(House house) {
        ScreenThreads.startUp(() -> new ConsoleApp(house).start(new Stage()));
    }

    @Override
    public void start(Stage stage) {
        Look.loadFonts();
        new Window(stage, house, new ScreenThreads(), this::openFile).show();
    }

    private void openFile(Path file) {
        URI place = file.toUri();
        getHostServices().showDocument(place.toString());
    }
}
