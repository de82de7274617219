package dev.lockkeeper.cli;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Contents.TableCount;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.backup.RestoreTestFile;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/// `verify`: restores a backup into a database of its own and compares; or checks a report that somebody shows.
final class VerifyVerb implements Verb {

    private static final String SCHEMA = "schema";

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public void shape(CommandSpec spec, Words words) {
        spec.addPositional(
                PositionalParamSpec.builder().index("0").arity("0..1").type(String.class).paramLabel("BACKUP|REPORT|schema|REV")
                        .description(words.say("cli.parameter.verify")).build());
        spec.addOption(OptionSpec.builder("--report").arity("1").type(String.class).paramLabel("FILE")
                .description(words.say("cli.option.report")).build());
    }

    @Override
    public ExitCode run(Asked asked, Desk desk, Voice voice, Work work) throws InterruptedException {
        // "schema", head and a revision's id name no backup
        Optional<String> schema = asked.parameter().filter(text -> text.equals(SCHEMA) || text.equals("head")
                || Revision.numbered(text));
        if (schema.isPresent()) {
            return DiffVerb.compare(schema.filter(text -> !text.equals(SCHEMA)), desk, voice, work);
        }
        Path file = desk.backups().find(asked.parameter().orElse("latest"));
        return switch (RestoreTestFile.Report.of(file)) {
            case RestoreTestFile.Report.Whole(RestoreTest told) -> {
                tell(told, voice, Optional.empty(), List.of(voice.say("cli.verify.report", file, told.at())));
                yield code(told);
            }
            case RestoreTestFile.Report.Altered(String why) ->
                throw new ProblemException(new BackupProblem.ReportAltered(file, why));
            case RestoreTestFile.Report.NoReport() ->
                test(file, asked.text("--report").map(text -> report(text, voice)), desk, voice, work);
        };
    }

    /// A file that is not there yet, in a folder that takes it: evidence must not cost another file, least of all the backup.
    private static Path report(String text, Voice voice) {
        try {
            Path to = Path.of(text).toAbsolutePath().normalize();
            if (!text.isBlank() && Files.notExists(to) && to.getParent() != null && Files.isWritable(to.getParent())) {
                return to;
            }
        } catch (InvalidPathException e) {
            // told below
        }
        throw new ProblemException(new CommandProblem.Usage(voice.say("cli.usage.report", text)));
    }

    static ExitCode test(Path file, Optional<Path> report, Desk desk, Voice voice, Work work) throws InterruptedException {
        return work.run(Message.of("cli.title.verify", String.valueOf(file.getFileName())), id -> (journal, stop) -> {
            RestoreTest test = desk.vault().tests().testing(file, id).run(journal, stop);
            if (report.isPresent()) {
                write(report.get(), test);
            }
            return test;
        }, (test, ended) -> {
            List<String> last = new ArrayList<>();
            report.ifPresent(to -> last.add(voice.say("cli.verify.reported", to)));
            last.add("  " + voice.say("cli.log", ended.log()));
            tell(test, voice, Optional.of(ended.log()), last);
            return code(test);
        });
    }

    private static void write(Path to, RestoreTest test) throws IOException {
        RestoreTestFile.write(to.toAbsolutePath(), test);
    }

    static ExitCode code(RestoreTest test) {
        return switch (test.result()) {
            case PASSED -> ExitCode.DONE;
            case WITH_PROBLEMS -> ExitCode.ATTENTION;
            case FAILED -> ExitCode.FAILED;
        };
    }

    private static void tell(RestoreTest test, Voice voice, Optional<Path> log, List<String> last) {
        List<String> lines = new ArrayList<>();
        String result = test.result().name().toLowerCase(Locale.ROOT);
        lines.add(voice.say("cli.verify." + (test.passed() && !test.compared() ? "alone" : result), test.file(),
                test.took().toMillis() / 1000.0, test.problems()));
        Columns table = new Columns();
        List<JsonLine> tables = new ArrayList<>();
        for (TableCount count : test.tables()) {
            tables.add(new JsonLine().put("table", count.table()).put("expected", rows(count.expected()))
                    .put("found", rows(count.found())));
            String sign = !test.compared()
                    ? " "
                    : count.same() ? voice.terminal().sign("✓", "=") : voice.terminal().sign("✗", "X");
            table.row("  ", sign, count.table(), test.compared() ? told(count.expected()) : "", told(count.found()));
        }
        lines.addAll(table.lines());
        if (test.compared()) {
            lines.add("  " + voice.say(test.sameFingerprint() ? "cli.verify.same-schema" : "cli.verify.other-schema",
                    test.expectedFingerprint(), test.foundFingerprint()));
        }
        test.lines().forEach(line -> lines.add("  | " + line));
        lines.addAll(last);
        voice.tell(new JsonLine().put("file", test.file()).put("result", result)
                .put("code", test.code().isEmpty() ? Optional.empty() : Optional.of(test.code())).put("at", test.at())
                .put("millis", test.took().toMillis()).put("by", test.by()).put("host", test.host()).put("server", test.server())
                .put("tool", test.tool()).put("sha256", test.sha256()).put("compared", test.compared())
                .put("sameSchema", test.compared() ? Optional.of(test.sameFingerprint()) : Optional.empty())
                .put("problems", test.problems()).put("tables", tables).put("lines", test.lines())
                .put("exit", code(test).number()).put("log", log), lines);
    }

    private static Optional<Long> rows(OptionalLong count) {
        return count.isPresent() ? Optional.of(count.getAsLong()) : Optional.empty();
    }

    private static String told(OptionalLong count) {
        return count.isPresent() ? String.valueOf(count.getAsLong()) : "–";
    }
}
