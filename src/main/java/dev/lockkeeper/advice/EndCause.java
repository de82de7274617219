package dev.lockkeeper.advice;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Why a PostgreSQL container ended, as far as its log and exit code prove it.
sealed interface EndCause {

    Pattern MAJORS = Pattern
            .compile(
                    "initialized by PostgreSQL version (\\S+), which is not compatible with this version ([0-9]+(?:\\.[0-9]+)*)");
    Pattern CONFIGURATION = Pattern.compile("syntax error in file \"([^\"]+)\" line (\\d+)");
    Pattern SETTING = Pattern.compile("(?:invalid value for|unrecognized configuration) parameter \"([^\"]+)\"");
    Pattern INIT_SCRIPT = Pattern.compile("psql:(/docker-entrypoint-initdb\\.d/[^:]+:\\d+)");

    int KILLED = 137;

    /// The data belongs to another major version of PostgreSQL.
    record OtherMajor(String data, String server) implements EndCause {}

    record NoPassword() implements EndCause {}

    record NoSpace() implements EndCause {}

    /// `where` is the file and line, or the setting.
    record WrongConfiguration(String where) implements EndCause {}

    record InitScript(String where) implements EndCause {}

    /// Somebody stopped it. `clean` where the server itself wrote that it shut down.
    record Stopped(boolean clean) implements EndCause {}

    record Killed() implements EndCause {}

    record Unknown() implements EndCause {}

    /// The cause, by the end of the log first: earlier lives of the container stand in it too.
    static EndCause of(int exitCode, List<String> log) {
        return switch (exitCode) {
            case 0 ->
                new Stopped(log.reversed().stream().limit(20).anyMatch(line -> line.contains("database system is shut down")));
            case KILLED -> new Killed();
            default -> ofFailure(log);
        };
    }

    /// The cause of an end that nobody asked for.
    static EndCause ofFailure(List<String> log) {
        String text = String.join("\n", sinceLastStart(log));
        if (text.contains("database files are incompatible with server")) {
            Matcher majors = MAJORS.matcher(text);
            return majors.find() ? new OtherMajor(majors.group(1), majors.group(2)) : new OtherMajor("?", "?");
        }
        if (text.contains("superuser password is not specified")) {
            return new NoPassword();
        }
        if (text.contains("No space left on device")) {
            return new NoSpace();
        }
        Matcher file = CONFIGURATION.matcher(text);
        if (file.find()) {
            return new WrongConfiguration(file.group(1) + ":" + file.group(2));
        }
        Matcher setting = SETTING.matcher(text);
        if (setting.find()) {
            return new WrongConfiguration(setting.group(1));
        }
        Matcher script = INIT_SCRIPT.matcher(text);
        return script.find() ? new InitScript(script.group(1)) : new Unknown();
    }

    /// What the log says of the last life: what ended an earlier one may be mended.
    private static List<String> sinceLastStart(List<String> log) {
        for (int i = log.size() - 1; i >= 0; i--) {
            if (log.get(i).contains("ready to accept connections")) {
                return log.subList(i, log.size());
            }
        }
        return log;
    }
}
