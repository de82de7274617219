package dev.lockkeeper.app;

import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.ui.kit.Threads;
import dev.lockkeeper.ui.shell.Environments;
import dev.lockkeeper.ui.shell.Shell;
import dev.lockkeeper.ui.shell.ShellModel;
import dev.lockkeeper.ui.shell.Taste;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.stage.DirectoryChooser;
import javafx.stage.Stage;

/// The console's window over one house: shown before anything is asked, gone only after a run under way has ended.
public final class Window {

    private final Stage stage;
    private final ShellModel model;
    private final Shell shell;
    private final Consumer<URI> browsing;
    private final Consumer<Path> keeping;
    private volatile House house;

    /// `threads` is where the window's questions go; `opening` shows a file in the program that the system has for it; `taste` is how
    /// the window begins.
    public Window(Stage stage, House house, Threads threads, Consumer<Path> opening, Taste taste) {
        this(stage, house, threads, new Outside(opening, _ -> {}), taste);
    }

    /// The programs that the system has for a file and for a page of the web.
    public record Outside(Consumer<Path> opening, Consumer<URI> browsing) {}

    Window(Stage stage, House first, Threads threads, Outside outside, Taste taste) {
        this.stage = stage;
        this.house = first;
        this.browsing = outside.browsing();
        InstantSource clock = Clock.systemUTC();
        Pages pages = new Pages(threads, clock, first.folders().logs(),
                new Pages.Outside(outside.opening(), around(), () -> house));
        this.model = new ShellModel(new Environments() {
            @Override
            public List<Environment> all() {
                return house.environments();
            }

            @Override
            public Supplier<Opened> open(Optional<String> name) {
                Rooms rooms = house.open(name);
                Rooms.Named named = rooms.docker().named().get();
                return () -> pages.of(rooms, named);
            }
        }, threads, clock);
        this.shell = new Shell(model,
                new Shell.Surroundings(threads, Advices::on, outside.opening(), clock, ZoneId.systemDefault()),
                taste);
        WindowMemory memory = new WindowMemory(first.folders());
        shell.taste().subscribe((_, _) -> threads.ask(() -> {
            memory.keep(shell.taste().get());
            return true;
        }, _ -> {}, _ -> {}));
        this.keeping = picked -> threads.ask(() -> {
            memory.keepProject(picked);
            return true;
        }, _ -> {}, _ -> {});
        shell.offerProjects(this::chooseProject);
        stage.setScene(shell.scene());
        stage.titleProperty().bind(shell.title());
        stage.setMinWidth(1120);
        stage.setMinHeight(680);
        stage.setOnCloseRequest(event -> {
            event.consume();
            shell.askToClose(this::leave);
        });
        stage.setOnShown(_ -> model.open(first.settings().environment()));
    }

    public void show() {
        stage.show();
    }

    private Pages.Around around() {
        return new Pages.Around() {
            @Override
            public void open(String environment) {
                model.open(Optional.of(environment));
            }

            @Override
            public void chooseProject() {
                Window.this.chooseProject();
            }

            @Override
            public void reopen() {
                model.again();
            }

            @Override
            public void browse(URI page) {
                browsing.accept(page);
            }
        };
    }

    /// Everything else is found in the folder: the environments, the Compose file, Alembic's revisions.
    private void chooseProject() {
        DirectoryChooser chooser = new DirectoryChooser();
        java.io.File chosen = chooser.showDialog(stage);
        if (chosen != null) {
            open(chosen.toPath());
        }
    }

    /// Moves to another project's folder. Refused while a run is under way.
    void open(Path project) {
        if (model.running().isEmpty()) {
            Path picked = project.toAbsolutePath().normalize();
            house = house.at(picked);
            keeping.accept(picked);
            model.open(Optional.empty());
        }
    }

    private void leave() {
        stage.hide();
        model.close();
    }
}
