package dev.lockkeeper.adapter.schedule;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A machine with the programs that a test gives it; `crontab` keeps a table as the real one does.
final class FakePrograms implements Programs {

    final List<String> ran = new ArrayList<>();
    final Map<String, Ran> answers = new HashMap<>();
    Optional<byte[]> table = Optional.empty();
    boolean crontab;
    Runnable meanwhile = () -> {};

    /// An answer to every command that begins so; the longest beginning counts.
    FakePrograms answering(String beginning, int code, String err) {
        answers.put(beginning, new Ran(code, "", err));
        return this;
    }

    @Override
    public Optional<Ran> run(byte[] input, List<String> command) {
        String typed = String.join(" ", command);
        ran.add(typed);
        meanwhile.run();
        Optional<Ran> answer = answers.keySet().stream().filter(typed::startsWith)
                .max(java.util.Comparator.comparingInt(String::length)).map(answers::get);
        return answer.isPresent() || !crontab || !command.getFirst().equals("crontab")
                ? answer
                : Optional.of(crontab(input, command.get(1)));
    }

    private Ran crontab(byte[] input, String option) {
        switch (option) {
            case "-l" -> {
                return table.map(bytes -> new Ran(0, new String(bytes, StandardCharsets.ISO_8859_1), ""))
                        .orElseGet(() -> new Ran(1, "", "no crontab for operator\n"));
            }
            case "-r" -> table = Optional.empty();
            default -> table = Optional.of(input);
        }
        return new Ran(0, "", "");
    }
}
