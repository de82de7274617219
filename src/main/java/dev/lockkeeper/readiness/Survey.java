package dev.lockkeeper.readiness;

import dev.lockkeeper.containers.ContainerFacts;
import dev.lockkeeper.containers.Desktop;
import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.PortHolders;
import dev.lockkeeper.containers.Wsl;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.readiness.Footing.PortUse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import java.util.function.Supplier;

/// Looks at what the chain stands on, beside the walk and after it: nothing here keeps a link from being asked. Each question has a thread of
/// its own and a limit, and one that still hangs is not asked a second time.
public final class Survey {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private final Environment environment;
    private final Path project;
    private final Machine machine;
    private final Duration limit;
    private final Asking<Wsl> wsl = new Asking<>("wsl");
    private final Asking<PortUse> port = new Asking<>("port");
    private final Asking<Disk> disk = new Asking<>("disk");
    private final Asking<Disk> data = new Asking<>("engine-disk");
    private volatile Optional<Wsl> wslBefore = Optional.empty();

    /// What is asked: `answers` tells whether somebody takes connections at a port, `data` where the engine keeps its data.
    public record Machine(Desktop desktop, PortHolders holders, IntPredicate answers, Disks disks,
            Supplier<Optional<Path>> data) {}

    public Survey(Environment environment, Path project, Machine machine) {
        this(environment, project, machine, LIMIT);
    }

    Survey(Environment environment, Path project, Machine machine, Duration limit) {
        this.limit = limit;
        this.environment = environment;
        this.project = project;
        this.machine = machine;
    }

    /// What there is beside the chain as it was `walked`; takes up to three seconds.
    public Footing look(Readiness walked) {
        if (!environment.inContainer()) {
            return new Footing(Optional.empty(), Optional.empty(), disk.begin(() -> machine.disks.of(project)).get(),
                    Optional.empty());
        }
        boolean serves = walked.station(StationName.ENGINE).state().passed();
        // while the engine serves, what is beneath it does
        Waiting<Wsl> linux = serves && wslBefore.isPresent() ? () -> wslBefore : wsl.begin(machine.desktop::wsl);
        Waiting<Disk> room = disk.begin(() -> machine.disks.of(project));
        Waiting<PortUse> use = serves ? port.begin(() -> Optional.of(use(walked))) : Optional::empty;
        Waiting<Disk> rooms = serves ? data.begin(this::engineDisk) : Optional::empty;
        wslBefore = linux.get();
        return new Footing(wslBefore, use.get(), room.get(), rooms.get());
    }

    private Optional<Disk> engineDisk() {
        return machine.data.get().filter(folder -> !machine.disks.same(folder, project)).flatMap(machine.disks::of);
    }

    private PortUse use(Readiness walked) {
        int wanted = environment.address().port();
        Optional<ContainerFacts> container = walked.container()
                .filter(facts -> facts.state() == ContainerFacts.State.RUNNING);
        if (container.flatMap(ContainerFacts::publishedPort).filter(published -> published == wanted).isPresent()) {
            return new PortUse.Ours(wanted, container.get().name());
        }
        Optional<PortHolder> holder = machine.holders.of(wanted);
        if (holder.isPresent() && holder.get() instanceof PortHolder.Container(String name)
                && walked.container().filter(facts -> facts.name().equals(name)).isPresent()) {
            return new PortUse.Ours(wanted, name);
        }
        return holder.isPresent() || machine.answers.test(wanted) ? new PortUse.Held(wanted, holder) : new PortUse.Free(wanted);
    }

    /// An answer that is waited for, as long as there is time.
    private interface Waiting<T> {
        Optional<T> get();
    }

    /// One question that is asked again and again, never twice at once.
    private final class Asking<T> {

        private final String name;
        private CompletableFuture<Optional<T>> under = CompletableFuture.completedFuture(Optional.empty());

        Asking(String name) {
            this.name = name;
        }

        synchronized Waiting<T> begin(Supplier<Optional<T>> question) {
            if (!under.isDone()) {
                return Optional::empty; // it hangs since the last time
            }
            CompletableFuture<Optional<T>> now = new CompletableFuture<>();
            under = now;
            Thread.ofVirtual().name("lockkeeper-survey-" + name).start(() -> {
                try {
                    now.complete(question.get());
                } catch (RuntimeException | Error e) {
                    now.completeExceptionally(e);
                }
            });
            long until = System.nanoTime() + limit.toNanos();
            return () -> {
                try {
                    return now.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
                } catch (TimeoutException | ExecutionException e) {
                    return Optional.empty();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return Optional.empty();
                }
            };
        }
    }
}
