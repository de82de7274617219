package dev.lockkeeper.ui.shell;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Threads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The window without its looks: which environment is open, which place is shown, whether changes are allowed.
/// Touched on the screen's thread only.
public final class ShellModel {

    /// How long production takes changes after it was allowed.
    static final Duration LEAVE = Duration.ofMinutes(15);

    private static final System.Logger LOG = System.getLogger("dev.lockkeeper");

    private final Environments environments;
    private final Threads threads;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<ShellPage> page = new ReadOnlyObjectWrapper<>(ShellPage.BLANK);
    private final ReadOnlyBooleanWrapper changesAllowed = new ReadOnlyBooleanWrapper();
    private Optional<String> wanted = Optional.empty();
    private long asked;

    public ShellModel(Environments environments, Threads threads, InstantSource clock) {
        this.environments = environments;
        this.threads = threads;
        this.clock = clock;
    }

    public ReadOnlyObjectProperty<ShellPage> page() {
        return page.getReadOnlyProperty();
    }

    public ReadOnlyBooleanProperty changesAllowed() {
        return changesAllowed.getReadOnlyProperty();
    }

    /// Opens an environment, empty for the default one. Refused (false) while a run is under way in the present one.
    public boolean open(Optional<String> name) {
        if (running().isPresent()) {
            return false;
        }
        long number = ++asked;
        wanted = name;
        Optional<Environment> known = page.get().environments().stream()
                .filter(environment -> Optional.of(environment.name()).equals(name)).findFirst();
        page.get().opened().ifPresent(this::leave);
        set(page.get().standing(new ShellPage.Opening(known)));
        threads.ask(() -> environments.open(name), opened -> {
            Environments.Opened now = opened.get();
            if (number != asked) {
                leave(now);
                return;
            }
            set(page.get().standing(new ShellPage.Open(now)));
            now.destinations().stream().filter(Destination::wanted).findFirst()
                    .ifPresent(first -> set(page.get().at(first.place())));
            arrive();
            // the line at the foot of the window is the chain's, whatever page is shown
            if (page.get().place() != Place.OVERVIEW) {
                now.destinations().stream().filter(destination -> destination.place() == Place.OVERVIEW)
                        .forEach(Destination::refresh);
            }
        }, problem -> {
            if (number == asked) {
                set(page.get().standing(new ShellPage.Closed(problem)));
            }
        });
        threads.ask(environments::all, all -> set(page.get().offering(all)), _ -> set(page.get().offering(List.of())));
        return true;
    }

    /// Opens once more what was wanted last.
    public void again() {
        open(wanted);
    }

    /// Shows another place; it asks anew what it shows.
    public void go(Place place) {
        set(page.get().at(place));
        arrive();
    }

    private void arrive() {
        page.get().opened().ifPresent(opened -> opened.destinations().stream()
                .filter(destination -> destination.place() == page.get().place()).forEach(destination -> destination.refresh()));
    }

    /// Lets production be changed, for [#LEAVE].
    public void allow(String reason) {
        String name = page.get().environment().map(Environment::name).orElse("");
        threads.ask(() -> {
            LOG.log(System.Logger.Level.INFO, "changes allowed in {0} for {1}: {2}", name, LEAVE, reason);
            return true;
        }, _ -> {}, _ -> {});
        set(page.get().allowing(Optional.of(new ShellPage.Allowed(clock.instant().plus(LEAVE), reason))));
        threads.later(LEAVE.plusMillis(50), () -> set(page.get()));
    }

    /// Takes the leave back.
    public void lock() {
        set(page.get().allowing(Optional.empty()));
    }

    /// The run that closing or switching would have to wait for.
    public Optional<Run<?>> running() {
        return page.get().opened().flatMap(opened -> opened.runs().underWay());
    }

    /// Gives back what the open environment holds; the window is about to go.
    public void close() {
        asked++;
        page.get().opened().ifPresent(opened -> opened.closing().run());
    }

    private void leave(Environments.Opened opened) {
        threads.ask(() -> {
            opened.closing().run();
            return true;
        }, _ -> {}, _ -> {});
    }

    private void set(ShellPage now) {
        ShellPage fresh = now.allowed().filter(leave -> !leave.until().isAfter(clock.instant())).isPresent()
                ? now.allowing(Optional.empty())
                : now;
        page.set(fresh);
        changesAllowed.set(fresh.changesAllowed(clock.instant()));
    }
}
