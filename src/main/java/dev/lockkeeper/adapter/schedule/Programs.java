package dev.lockkeeper.adapter.schedule;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.operation.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Runs the programs of a scheduler.
interface Programs {

    /// Empty where there is no such program. `input` is what it reads.
    Optional<Ran> run(byte[] input, List<String> command);

    default Optional<Ran> run(String... command) {
        return run(new byte[0], List.of(command));
    }

    /// How it ended. `out` has a character for each byte that came (ISO 8859-1): what is kept beside ours may be in any encoding.
    record Ran(int code, String out, String err) {

        boolean good() {
            return code == 0;
        }

        List<String> lines() {
            String said = new String(out.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8) + "\n" + err;
            return said.lines().filter(line -> !line.isBlank()).limit(20).toList();
        }
    }

    /// Runs what must end well.
    default Ran must(byte[] input, List<String> command) {
        Ran ran = run(input, command).orElseThrow(() -> missing(List.of(command.getFirst())));
        if (!ran.good()) {
            throw new ProblemException(new BackupProblem.SchedulerFailed(command.getFirst(), ran.code(), ran.lines()));
        }
        return ran;
    }

    static ProblemException missing(List<String> programs) {
        return new ProblemException(new BackupProblem.SchedulerMissing(programs));
    }

    static ProblemException failed(String program, Exception e) {
        return new ProblemException(new BackupProblem.SchedulerFailed(program, -1, List.of(e.toString())), e);
    }
}
