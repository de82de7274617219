package dev.lockkeeper.cli;

import dev.lockkeeper.backup.Schedule;
import dev.lockkeeper.backup.Timetable;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `schedule`: whether and when backups are taken by themselves; `--at` and `--off` change it, after showing how.
final class ScheduleVerb implements Verb {

    @Override
    public String name() {
        return "schedule";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addOption(OptionSpec.builder("--at").arity("1").type(String.class).paramLabel("HH:MM")
                .description(words.say("cli.option.at")).build());
        spec.addOption(OptionSpec.builder("--off").arity("0").type(String.class).fallbackValue("true")
                .description(words.say("cli.option.off")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        Timetable timetable = desk.vault().keeping().timetable();
        Optional<Schedule> wanted = asked.text("--at").map(text -> schedule(text, voice));
        boolean off = asked.flag("--off");
        if (off && wanted.isPresent()) {
            throw new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.schedule")));
        }
        if (wanted.isPresent()) {
            timetable.installing(wanted.get()).forEach(voice::note);
            asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.schedule", wanted.get().at().toString()),
                    voice);
            timetable.install(wanted.get());
        } else if (off) {
            timetable.removing().forEach(voice::note);
            asked.confirmation().require(desk.environment(), false, Message.of("cli.ask.schedule-off"), voice);
            timetable.remove();
        }
        return tell(desk.vault().keeping().schedule(desk.backups().list()), voice);
    }

    private static ExitCode tell(Optional<Timetable.State> state, Voice voice) {
        if (state.isEmpty()) {
            voice.tell(new JsonLine().put("scheduled", false).put("exit", ExitCode.DONE.number()),
                    voice.say("cli.schedule.none"));
            return ExitCode.DONE;
        }
        Timetable.State now = state.get();
        ExitCode code = now.installed() && now.missed().isEmpty() ? ExitCode.DONE : ExitCode.ATTENTION;
        List<String> lines = new ArrayList<>();
        lines.add(voice.say("cli.schedule.daily", now.entry().schedule().at().toString(), now.entry().how()));
        lines.add(now.installed()
                ? voice.say("cli.schedule.next", HistoryVerb.clock(now.next()))
                : voice.say("cli.schedule.gone"));
        now.missed().ifPresent(due -> lines.add(voice.say("cli.schedule.missed", HistoryVerb.clock(due))));
        voice.tell(new JsonLine().put("scheduled", true).put("time", now.entry().schedule().at())
                .put("installedAt", now.entry().installedAt()).put("how", now.entry().how()).put("installed", now.installed())
                .put("next", now.next()).put("missed", now.missed()).put("exit", code.number()), lines);
        return code;
    }

    private static Schedule schedule(String text, Voice voice) {
        try {
            return new Schedule(LocalTime.parse(text.length() == 4 ? "0" + text : text));
        } catch (DateTimeException e) {
            throw new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.time", text)));
        }
    }
}
