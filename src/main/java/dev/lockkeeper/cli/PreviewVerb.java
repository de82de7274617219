package dev.lockkeeper.cli;

import dev.lockkeeper.schema.DataFinding;
import dev.lockkeeper.schema.Preview;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `preview`: the statements of a move, with their lines, and what the data would refuse.
final class PreviewVerb implements Verb {

    @Override
    public String name() {
        return "preview";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(PositionalParamSpec.builder().index("0").arity("0..1").type(String.class)
                .paramLabel("head|REV|+1|-1|base").description(words.say("cli.parameter.preview")).build());
        // "-1" is a target, not an option
        spec.parser().unmatchedOptionsArePositionalParams(true);
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) {
        String target = asked.parameter().orElse("head");
        Preview preview = desk.lookout().preview(target);
        boolean up = preview.to().compareTo(preview.from()) > 0;
        voice.note(voice.say("cli.preview", preview.from().id(), preview.to().id()));
        for (Preview.Step step : preview.steps()) {
            voice.tell(object(step), lines(step, voice));
        }
        List<DataFinding> findings = up ? desk.lookout().dataChecks(target) : List.of();
        return tell(findings, voice);
    }

    private static JsonLine object(Preview.Step step) {
        List<JsonLine> statements = new ArrayList<>();
        for (Preview.Line line : step.lines()) {
            statements.add(new JsonLine().put("line", line.line()).put("sql", line.sql())
                    .put("by", line.ours() ? "lockkeeper" : "script")
                    .put("transactional", line.transactional()));
        }
        return new JsonLine().put("revision", step.revision()).put("file", step.file()).put("transactional", step.transactional())
                .put("alone", step.alone().map(Preview.Line::line)).put("statements", statements);
    }

    private static List<String> lines(Preview.Step step, Voice voice) {
        List<String> lines = new ArrayList<>();
        lines.add(voice.paint("1", step.file()));
        step.alone().ifPresent(line -> lines.add("  " + voice.paint("33", voice.terminal().sign("⚠", "!") + " " + voice.say(
                "cli.preview.alone", step.file() + ":" + line.line()))));
        for (Preview.Line line : step.lines()) {
            String number = line.ours() ? "    +" : "%5d".formatted(line.line());
            List<String> text = line.sql().lines().toList();
            for (int i = 0; i < text.size(); i++) {
                lines.add((i == 0 ? number : "     ") + "  " + (line.ours() ? voice.paint("2", text.get(i)) : text.get(i)));
            }
        }
        return lines;
    }

    /// What the data would refuse.
    static ExitCode tell(List<DataFinding> findings, Voice voice) {
        for (DataFinding finding : findings) {
            voice.tell(new JsonLine().put("data", finding.check().kind().name().toLowerCase(Locale.ROOT))
                    .put("revision", finding.check().revision()).put("file", finding.check().file())
                    .put("line", finding.check().line())
                    .put("table", finding.check().table()).put("columns", finding.check().columns())
                    .put("values", finding.values())
                    .put("rows", finding.rows()).put("inTheWay", finding.inTheWay()).put("text", voice.say(finding.words())),
                    List.of(finding.check().file() + ":" + finding.check().line() + "  "
                            + voice.paint(finding.inTheWay() ? "31" : "33",
                                    voice.say(finding.words())),
                            "  " + voice.say(finding.check().changedBefore() ? "cli.data.changed-before" : "cli.data.first")));
        }
        return findings.stream().anyMatch(DataFinding::inTheWay) ? ExitCode.ATTENTION : ExitCode.DONE;
    }
}
