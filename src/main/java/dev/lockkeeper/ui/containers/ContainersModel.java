package dev.lockkeeper.ui.containers;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.ui.containers.ContainersPage.Question;
import dev.lockkeeper.ui.containers.ContainersPage.Range;
import dev.lockkeeper.ui.containers.ContainersPage.Sight;
import dev.lockkeeper.ui.kit.RunWatch;
import dev.lockkeeper.ui.kit.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The containers page without its looks: how the container stands, and what can be done with it.
/// Touched on the screen's thread only.
public final class ContainersModel {

    /// How long to wait between two looks while somebody looks at the page: events come at once, health checks only this way.
    static final Duration INTERVAL = Duration.ofSeconds(5);

    private final Environment environment;
    private final ServiceRoom room;
    private final Runs runs;
    private final Threads threads;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<ContainersPage> page = new ReadOnlyObjectWrapper<>(ContainersPage.BLANK);
    private final Set<OperationId> mine = new HashSet<>();
    private ServiceRoom.Commands commands = ServiceRoom.Commands.NONE;
    private Threads.Later next = () -> {};
    private boolean asking;
    private boolean overtaken;
    private boolean watched;
    private boolean closed;
    private long question;

    public ContainersModel(Environment environment, ServiceRoom room, Runs runs, Threads threads, InstantSource clock) {
        this.environment = environment;
        this.room = room;
        this.runs = runs;
        this.threads = threads;
        this.clock = clock;
        if (!environment.inContainer()) {
            page.set(page.get().sight(new Sight.Elsewhere()));
        }
        RunWatch.begin(runs, threads, new RunWatch.Listener() {
            @Override
            public void underWay(Optional<RunSnapshot> run) {
                if (run.isPresent() || page.get().run().isPresent()) {
                    page.set(page.get().running(run));
                }
            }

            @Override
            public void ended(RunSnapshot run) {
                if (mine.remove(run.id())) {
                    page.set(page.get().ended(Optional.of(run)));
                }
                refresh();
            }
        });
    }

    public ReadOnlyObjectProperty<ContainersPage> page() {
        return page.getReadOnlyProperty();
    }

    public Environment environment() {
        return environment;
    }

    Instant now() {
        return clock.instant();
    }

    /// As a person would type it; blank before the first answer.
    String command(Deed deed) {
        return commands.of(deed);
    }

    /// Looks anew; a wish that comes while a look is on its way is followed by another one, because that may have passed what changed.
    public void refresh() {
        if (closed || !environment.inContainer()) {
            return;
        }
        if (asking) {
            overtaken = true;
            return;
        }
        asking = true;
        next.callOff();
        threads.ask(room::look, seen -> {
            commands = seen.commands();
            page.set(page.get().seen(seen, clock.instant()));
            answered();
        }, problem -> {
            page.set(page.get().failed(problem));
            answered();
        });
    }

    private void answered() {
        asking = false;
        if (overtaken) {
            overtaken = false;
            refresh();
        } else if (watched && !closed) {
            next = threads.later(INTERVAL, this::refresh);
        }
    }

    /// Whether somebody looks at the page now.
    void watched(boolean now) {
        if (watched != now) {
            watched = now;
            next.callOff();
            if (now) {
                refresh();
            }
        }
    }

    void range(Range range) {
        page.set(page.get().ranging(range));
    }

    /// Looks at what emptying the volume would take, so that a person can be asked.
    void askReset() {
        if (page.get().off().isPresent() || environment.production()) {
            return;
        }
        long number = ++question;
        page.set(page.get().asking(new Question.Looking()));
        threads.ask(room::reset, facts -> {
            if (number == question) {
                page.set(page.get().asking(new Question.Ready(facts)));
            }
        }, problem -> {
            if (number == question) {
                page.set(page.get().asking(new Question.Refused(problem)));
            }
        });
    }

    /// The question is asked, or nobody wants the answer any more.
    void forget() {
        question++;
        page.set(page.get().asking(new Question.None()));
    }

    /// Takes away the words about what ended.
    void dismiss() {
        page.set(page.get().ended(Optional.empty()));
        if (page.get().question() instanceof Question.Refused) {
            forget();
        }
    }

    /// Does it, with this reason in its log; false where something is under way already.
    boolean start(Deed deed, String reason) {
        if (page.get().off().isPresent() || runs.underWay().isPresent()) {
            return false;
        }
        OperationId id = OperationId.fresh();
        mine.add(id);
        page.set(page.get().ended(Optional.empty()));
        Operation<?> work = reason.isBlank() ? room.work(deed) : room.work(deed).because(reason);
        page.set(page.get().running(Optional.of(runs.start(id, deed.title(), work).snapshot())));
        return true;
    }

    /// Asks no more.
    public void close() {
        closed = true;
        next.callOff();
    }
}
