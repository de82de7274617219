package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One run as it stands in the book. `steps` are the steps of its plan that were begun; without an `ending` it is under way, or
/// was cut off.
public record RunEntry(OperationId id, Message title, Instant startedAt, Author author, Path log, Optional<Intent> intent,
        List<Integer> steps, Optional<Ending> ending) {

    public RunEntry {
        steps = List.copyOf(steps);
    }

    /// Whether nobody knows yet how it ended: no ending is written, and its console is gone.
    public boolean cutOff() {
        return ending.isEmpty() && !author.alive();
    }

    public Optional<Duration> took() {
        return ending.map(end -> Duration.between(startedAt, end.at()));
    }

    /// Who let it run: a person, and the process of the console.
    public record Author(String user, String host, long process, Optional<Instant> processBegan) {

        static Author here() {
            ProcessHandle me = ProcessHandle.current();
            return new Author(System.getProperty("user.name", "?"), thisMachine(), me.pid(), began(me));
        }

        /// Whether that console is still there. One of another machine counts as gone: the server is asked about its sessions.
        boolean alive() {
            return host.equals(thisMachine()) && ProcessHandle.of(process).filter(ProcessHandle::isAlive)
                    .filter(known -> began(known).equals(processBegan)).isPresent();
        }

        private static Optional<Instant> began(ProcessHandle process) {
            return process.info().startInstant();
        }

        private static String thisMachine() {
            try {
                return java.net.InetAddress.getLocalHost().getHostName();
            } catch (java.net.UnknownHostException e) {
                return "localhost";
            }
        }

        @Override
        public String toString() {
            return user + "@" + host;
        }
    }

    /// How it ended. `words` say more: the state it stopped in, the problem's code, what the server told of a run that was cut off.
    public record Ending(Instant at, Result result, Message words) {

        static Ending of(Outcome<?> outcome, Instant at) {
            return switch (outcome) {
                case Outcome.Done<?> _ -> new Ending(at, Result.DONE, Message.verbatim(""));
                case Outcome.Stopped<?>(var state) -> new Ending(at, Result.STOPPED, state);
                case Outcome.Failed<?>(var problem) -> new Ending(at, Result.FAILED, Message.verbatim(problem.code()));
            };
        }
    }

    public enum Result {
        DONE, STOPPED, FAILED,
        /// Its console was gone before it ended; the server told what became of it.
        CUT_OFF
    }
}
