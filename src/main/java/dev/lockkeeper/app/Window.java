package dev.lockkeeper.app;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.shell.Environments;
import dev.lockkeeper.ui.shell.Shell;
import dev.lockkeeper.ui.shell.ShellModel;
import dev.lockkeeper.ui.shell.Taste;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.stage.Stage;

/// The console's window over one house: shown before anything is asked, gone only after a run under way has ended.
public final class Window {

    private final Stage stage;
    private final ShellModel model;
    private final Shell shell;

    /// `threads` is where the window's questions go; `opening` shows a file in the program that the system has for it; `taste` is how
    /// the window begins.
    public Window(Stage stage, House house, Threads threads, Consumer<Path> opening, Taste taste) {
        this.stage = stage;
        InstantSource clock = Clock.systemUTC();
        Pages pages = new Pages(threads, clock, house.folders().logs(),
                new Pages.Outside(opening, this::practice, this::again, house.settings()));
        this.model = new ShellModel(new Environments() {
            @Override
            public List<Environment> all() {
                return house.environments();
            }

            @Override
            public Supplier<Opened> open(Optional<String> name) {
                Rooms rooms = house.open(name);
                return () -> pages.of(rooms);
            }
        }, threads, clock);
        this.shell = new Shell(model, new Shell.Surroundings(threads, Advices::on, opening, clock, ZoneId.systemDefault()),
                taste);
        WindowMemory memory = new WindowMemory(house.folders());
        shell.taste().subscribe((_, _) -> threads.ask(() -> {
            memory.keep(shell.taste().get());
            return true;
        }, _ -> {}, _ -> {}));
        stage.setScene(shell.scene());
        stage.titleProperty().bind(shell.title());
        stage.setMinWidth(1120);
        stage.setMinHeight(680);
        stage.setOnCloseRequest(event -> {
            event.consume();
            shell.askToClose(this::leave);
        });
        stage.setOnShown(_ -> model.open(house.settings().environment()));
    }

    public void show() {
        stage.show();
    }

    private void practice() {
        model.open(Optional.of(Environment.PRACTICE));
    }

    private void again() {
        model.again();
    }

    private void leave() {
        stage.hide();
        model.close();
    }
}
