package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.ServiceSight;
import dev.lockkeeper.containers.Timeline;
import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.ui.containers.ContainersPage.Question;
import dev.lockkeeper.ui.containers.ContainersPage.Stand;
import dev.lockkeeper.ui.kit.RunWatch;
import dev.lockkeeper.ui.kit.Threads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// The containers page without its looks: how the container stands, and what can be done with it.
/// Touched on the screen's thread only.
public final class ContainersModel {

    /// How often a page that is looked at asks what the engine tells nobody, such as the room on the disk.
    static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Environment environment;
    private final ServiceRoom room;
    private final Runs runs;
    private final Threads threads;
    private final InstantSource clock;
    private final ReadOnlyObjectWrapper<ContainersPage> page = new ReadOnlyObjectWrapper<>(ContainersPage.BLANK);
    private final Set<OperationId> mine = new HashSet<>();
    private final AtomicReference<Optional<ServiceSight>> arrived = new AtomicReference<>(Optional.empty());
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
        if (environment.inContainer()) {
            room.watch(this::arrived);
        } else {
            page.set(page.get().standing(new Stand.Elsewhere()));
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

    /// On any thread. Of a burst only the last is shown.
    private void arrived(ServiceSight fresh) {
        if (arrived.getAndSet(Optional.of(fresh)).isEmpty()) {
            threads.onScreen(() -> arrived.getAndSet(Optional.empty()).filter(_ -> !closed).ifPresent(newest -> {
                boolean other = !newest.stands(page.get().sight());
                page.set(page.get().seen(newest));
                // a probe every few seconds is no reason to ask all the rest for a page that nobody looks at
                if (watched || other) {
                    ask();
                }
            }));
        }
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
    String command(Wish wish) {
        return page.get().beside().commands().of(wish);
    }

    /// Looks anew.
    public void refresh() {
        if (!closed && environment.inContainer()) {
            room.lookAgain();
            ask();
        }
    }

    /// Asks what a look alone does not tell. A wish that comes meanwhile is followed by another question.
    private void ask() {
        if (!page.get().sight().looked()) {
            return;
        }
        if (asking) {
            overtaken = true;
            return;
        }
        asking = true;
        next.callOff();
        ServiceSight of = page.get().sight();
        threads.ask(() -> room.beside(of), told -> {
            page.set(page.get().beside(told));
            answered();
        }, _ -> answered());
    }

    private void answered() {
        asking = false;
        if (closed) {
            return;
        }
        if (overtaken) {
            overtaken = false;
            ask();
        } else if (watched) {
            next = threads.later(INTERVAL, this::ask);
        }
    }

    /// Whether somebody looks at the page now.
    boolean watched() {
        return watched;
    }

    void watched(boolean now) {
        if (watched != now && environment.inContainer()) {
            watched = now;
            next.callOff();
            if (now) {
                refresh();
            }
        }
    }

    void range(Timeline.Range range) {
        page.set(page.get().ranging(range));
    }

    /// Asks which images nobody needs; one of the two hears the answer, on the screen's thread.
    void unused(Consumer<List<UnusedImage>> answer, Consumer<Problem> refused) {
        threads.ask(room::unused, found -> {
            if (!closed) {
                answer.accept(found);
            }
        }, refused);
    }

    /// Says which Compose project is meant, where several could be.
    void choose(String project) {
        threads.ask(() -> {
            room.choose(project);
            return true;
        }, _ -> refresh(), problem -> page.set(page.get().asking(new Question.Refused(problem))));
    }

    /// Says which service of the Compose file holds the database.
    void chooseService(String service) {
        threads.ask(() -> {
            room.chooseService(service);
            return true;
        }, _ -> refresh(), problem -> page.set(page.get().asking(new Question.Refused(problem))));
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
    boolean start(Wish wish, String reason) {
        if (page.get().off().isPresent() || runs.underWay().isPresent()) {
            return false;
        }
        OperationId id = OperationId.fresh();
        mine.add(id);
        page.set(page.get().ended(Optional.empty()));
        Operation<?> work = reason.isBlank() ? room.work(wish, id) : room.work(wish, id).because(reason);
        page.set(page.get().running(Optional.of(runs.start(id, wish.title(), work).snapshot())));
        return true;
    }

    /// Asks no more.
    public void close() {
        closed = true;
        next.callOff();
    }
}
