package dev.lockkeeper.containers;

import dev.lockkeeper.containers.EngineProblem.EngineAbsent;
import dev.lockkeeper.containers.EngineProblem.EngineByHand;
import dev.lockkeeper.containers.EngineProblem.EngineRefused;
import dev.lockkeeper.containers.EngineProblem.EngineSilent;
import dev.lockkeeper.containers.EngineProblem.EngineStarting;
import dev.lockkeeper.containers.EngineProblem.EngineStopped;
import dev.lockkeeper.containers.EngineProblem.EngineTimeout;
import dev.lockkeeper.containers.EngineProblem.EngineWslFault;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.Level;
import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Starts the engine and waits until it serves. Whether it does is its own answer and nobody else's: Docker Desktop has been seen to say
/// "starting" of an engine that worked.
public final class StartEngine implements Operation<EngineFacts> {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);
    /// How long an answer that was asked for in time may still take.
    private static final Duration GRACE = Duration.ofSeconds(1);

    private final Engine engine;
    private final Desktop desktop;
    private final Duration limit;

    public StartEngine(Engine engine, Desktop desktop) {
        this(engine, desktop, LIMIT);
    }

    /// `limit` bounds the waiting, from the launch on.
    StartEngine(Engine engine, Desktop desktop, Duration limit) {
        this.engine = engine;
        this.desktop = desktop;
        this.limit = limit;
    }

    @Override
    public EngineFacts run(Journal journal, StopSignal stop) throws InterruptedException {
        journal.plan(List.of(Message.of("step.engine-program"), Message.of("step.engine-launch"),
                Message.of("step.engine-starting"), Message.of("step.engine-ready")));
        journal.step(1);
        Look look = new Look(journal, stop, System.nanoTime() + limit.toNanos());
        Optional<EngineFacts> served = look.now();
        if (served.isEmpty()) {
            program(journal);
            stop.heed(Message.of("state.engine-not-started"));
            journal.step(2);
            desktop.start(journal, stop);
            journal.step(3);
            served = Optional.of(new Look(journal, stop, System.nanoTime() + limit.toNanos()).untilServed());
        }
        journal.step(4);
        EngineFacts facts = served.get();
        journal.line(Source.KEEPER, Level.OK,
                "Docker " + facts.version() + " · API " + facts.apiVersion() + " · " + facts.address());
        return facts;
    }

    private void program(Journal journal) {
        DesktopFacts facts = desktop.look();
        switch (facts.kind()) {
            case ABSENT -> throw new ProblemException(new EngineAbsent(""));
            case SERVICE -> throw new ProblemException(new EngineByHand(facts.command()));
            case DESKTOP -> {
                journal.info(Source.KEEPER, "Docker Desktop" + facts.version().map(version -> " " + version).orElse("")
                        + facts.place().map(place -> " · " + place).orElse(""));
                desktop.fault().ifPresent(said -> {
                    throw new ProblemException(new EngineWslFault(said));
                });
            }
        }
    }

    /// Looks until a deadline, which an engine that says nothing cannot stretch.
    private final class Look {

        private final Journal journal;
        private final StopSignal stop;
        private final long deadline;
        private String seen = "";

        Look(Journal journal, StopSignal stop, long deadline) {
            this.journal = journal;
            this.stop = stop;
            this.deadline = deadline;
        }

        EngineFacts untilServed() throws InterruptedException {
            while (true) {
                stop.heed(Message.of("state.engine-start-stopped"));
                Optional<EngineFacts> found = now();
                if (found.isPresent()) {
                    return found.get();
                }
                if (System.nanoTime() - deadline > 0) {
                    throw new ProblemException(new EngineTimeout((int) limit.toSeconds(), seen));
                }
                stop.pause(BETWEEN_LOOKS);
            }
        }

        /// Empty while waiting may help. Throws what waiting cannot mend.
        Optional<EngineFacts> now() throws InterruptedException {
            FutureTask<EngineFacts> asked = new FutureTask<>(engine::ask);
            Thread.ofVirtual().name("lockkeeper-engine-look").start(asked);
            try (var _ = stop.whenRequested(() -> asked.cancel(true))) {
                long left = Math.max(0, deadline - System.nanoTime()) + GRACE.toNanos();
                return Optional.of(asked.get(left, TimeUnit.NANOSECONDS));
            } catch (TimeoutException e) {
                return Optional.empty();
            } catch (CancellationException e) {
                stop.heed(Message.of("state.engine-start-stopped"));
                throw e;
            } catch (ExecutionException e) {
                if (e.getCause() instanceof ProblemException told && waits(told.problem())) {
                    tell(told.problem());
                    return Optional.empty();
                }
                if (e.getCause() instanceof RuntimeException known) {
                    throw known;
                }
                throw new IllegalStateException(e.getCause());
            } finally {
                asked.cancel(true);
            }
        }

        private static boolean waits(Problem problem) {
            return switch (problem) {
                case EngineAbsent _,EngineStopped _,EngineStarting _,EngineSilent _,EngineRefused _ -> true;
                default -> false;
            };
        }

        private void tell(Problem problem) {
            String now = switch (problem) {
                case EngineStopped stopped -> "stopped: " + stopped.evidence();
                case EngineStarting starting -> "starting: " + starting.evidence();
                case EngineSilent silent -> "silent: " + silent.address();
                case EngineRefused refused -> "refused: " + refused.evidence();
                default -> "absent";
            };
            if (!now.equals(seen)) {
                seen = now;
                journal.info(Source.DOCKER, now);
            }
        }
    }
}
