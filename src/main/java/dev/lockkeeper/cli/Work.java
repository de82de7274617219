package dev.lockkeeper.cli;

import dev.lockkeeper.operation.Operation;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Run;
import dev.lockkeeper.operation.Runs;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Runs one operation for a verb: live log while it runs, its outcome at the end, its file named.
final class Work {

    private final Runs runs;
    private final Voice voice;
    private final Interruption interruption;

    Work(Runs runs, Voice voice, Interruption interruption) {
        this.runs = runs;
        this.voice = voice;
        this.interruption = interruption;
    }

    /// What is known when it ended.
    record Ended(Path log, Duration took) {}

    /// `done` tells the result; every other end is told here.
    <R> ExitCode run(Message title, Function<OperationId, Operation<R>> work, BiFunction<R, Ended, ExitCode> done)
            throws InterruptedException {
        OperationId id = OperationId.fresh();
        LiveLog log = new LiveLog(voice);
        Operation<R> operation = work.apply(id);
        voice.note(voice.paint("1", voice.say(title)));
        Run<R> run = runs.start(id, title, (journal, stop) -> operation.run(log.listening(journal), stop));
        interruption.concerns(run);
        var _ = run.outcome().whenComplete((_, _) -> log.end());
        log.tell();
        Outcome<R> outcome = run.await();
        Path file = run.snapshot().log();
        return switch (outcome) {
            case Outcome.Done<R>(R result) -> done.apply(result, new Ended(file, run.snapshot().elapsed()));
            case Outcome.Stopped<R>(Message state) -> {
                voice.tell(
                        new JsonLine().put("stopped", true).put("state", voice.say(state)).put("exit", ExitCode.STOPPED.number())
                                .put("log", file),
                        voice.say("cli.stopped", state));
                yield ExitCode.STOPPED;
            }
            case Outcome.Failed<R>(var problem) -> voice.problem(problem, java.util.Optional.of(file));
        };
    }
}
