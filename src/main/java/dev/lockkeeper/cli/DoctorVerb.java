package dev.lockkeeper.cli;

import dev.lockkeeper.environment.EnvironmentProblem;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.readiness.Check;
import dev.lockkeeper.readiness.CheckName;
import dev.lockkeeper.readiness.Checklist;
import dev.lockkeeper.readiness.StationState;
import dev.lockkeeper.support.Findings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `doctor`: the checklist from the engine to the schema, its first broken row and the way out.
final class DoctorVerb implements Verb {

    @Override
    public String name() {
        return "doctor";
    }

    /// What comes before a file that is still to be made can be looked at without it.
    @Override
    public boolean begins(Asked asked) {
        return true;
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        Checklist.Checked checked = desk.help().checklist().check();
        ExitCode code = tell(checked, desk, voice);
        // asked of the server: only once it is known that it answers
        if (checked.check(CheckName.LOGIN).state().passed()) {
            RunsVerb.tellCutOffQuietly(desk, voice);
        }
        return code;
    }

    static ExitCode tell(Desk desk, Voice voice) {
        return tell(desk.help().checklist().check(), desk, voice);
    }

    private static ExitCode tell(Checklist.Checked checked, Desk desk, Voice voice) {
        voice.tell(JsonLine.of(findings(voice).json(desk.environment(), checked)), lines(checked.checks(), voice));
        return code(checked.checks());
    }

    /// Where the chosen environment cannot be read, that is the row that is broken.
    static ExitCode unread(EnvironmentProblem problem, Voice voice) {
        List<Check> checks = Checklist.unread(problem);
        voice.tell(JsonLine.of(findings(voice).json(checks, Instant.now())), lines(checks, voice));
        return code(checks);
    }

    private static Findings findings(Voice voice) {
        return new Findings(voice.words(), voice::told);
    }

    private static List<String> lines(List<Check> checks, Voice voice) {
        Columns table = new Columns();
        for (Check check : checks) {
            table.row(" " + sign(check.state(), voice.terminal()), voice.say(check.name().key()), voice.say(check.fact()),
                    check.state() instanceof StationState.Ok ? voice.say("cli.millis", check.took().toMillis()) : "");
        }
        List<String> lines = new ArrayList<>(table.lines());
        lines.add("");
        lines.addAll(first(checks, StationState.Broken.class).map(broken -> voice.explain(broken, Optional.empty()))
                .or(() -> first(checks, StationState.Attention.class).map(voice::mention))
                .orElseGet(() -> List.of(voice.say("cli.doctor.ready"))));
        return lines;
    }

    private static Optional<Problem> first(List<Check> checks, Class<? extends StationState> state) {
        return checks.stream().filter(check -> state.isInstance(check.state())).findFirst().flatMap(Check::problem);
    }

    private static ExitCode code(List<Check> checks) {
        return switch (Findings.exit(checks)) {
            case 0 -> ExitCode.DONE;
            case 1 -> ExitCode.ATTENTION;
            default -> ExitCode.FAILED;
        };
    }

    private static String sign(StationState state, Terminal terminal) {
        return switch (state) {
            case StationState.Waiting _,StationState.Checking _ -> terminal.sign("·", ".");
            case StationState.Ok _ -> terminal.sign("✓", "OK");
            case StationState.NotNeeded _ -> terminal.sign("–", "-");
            case StationState.Attention _ -> "!";
            case StationState.Broken _ -> terminal.sign("✗", "X");
        };
    }
}
