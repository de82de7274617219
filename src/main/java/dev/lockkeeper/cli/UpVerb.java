package dev.lockkeeper.cli;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import java.util.List;

/// `up`: brings the database's container up and waits until it lets us in.
final class UpVerb implements Verb {

    @Override
    public String name() {
        return "up";
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        if (!desk.environment().inContainer()) {
            throw new ProblemException(new CommandProblem.NothingToBringUp(desk.environment().name()));
        }
        voice.note("$ " + desk.lifting().command().get());
        return work.run(Message.of("cli.title.up"), _ -> desk.lifting().bringUp(), (container, ended) -> {
            voice.tell(
                    new JsonLine().put("container", container.name()).put("state", container.state())
                            .put("health", container.health())
                            .put("exit", ExitCode.DONE.number()).put("log", ended.log()),
                    List.of(voice.say("cli.up.done", container.name(), MoveVerb.seconds(ended.took()))));
            return ExitCode.DONE;
        });
    }
}
