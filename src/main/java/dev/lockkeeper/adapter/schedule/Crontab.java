package dev.lockkeeper.adapter.schedule;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.ScheduledBackup;
import dev.lockkeeper.backup.Scheduler;
import dev.lockkeeper.operation.ProblemException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// One marked line in this user's crontab; every other byte of it stays as it is.
final class Crontab implements Scheduler {

    private final Programs programs;

    Crontab(Programs programs) {
        this.programs = programs;
    }

    @Override
    public String name() {
        return "cron";
    }

    @Override
    public List<String> installing(ScheduledBackup backup) {
        return List.of("crontab -", line(backup));
    }

    @Override
    public List<String> removing(String id) {
        return List.of("crontab -", "- … " + mark(id));
    }

    @Override
    public void install(ScheduledBackup backup) {
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        byte[] others = without(backup.id(), read());
        table.writeBytes(others);
        if (others.length > 0 && others[others.length - 1] != '\n') {
            table.write('\n');
        }
        table.writeBytes((line(backup) + "\n").getBytes(StandardCharsets.UTF_8));
        programs.must(table.toByteArray(), List.of("crontab", "-"));
    }

    @Override
    public void remove(String id) {
        byte[] table = read();
        byte[] others = without(id, table);
        if (others.length == table.length) {
            return;
        }
        programs.must(others, others.length == 0 ? List.of("crontab", "-r") : List.of("crontab", "-"));
    }

    @Override
    public boolean installed(String id) {
        byte[] table = read();
        return without(id, table).length != table.length;
    }

    /// Empty where the user has none yet. What cannot be read for another reason must not be taken for empty and overwritten.
    private byte[] read() {
        Optional<Programs.Ran> ran = programs.run("crontab", "-l");
        Programs.Ran list = ran.orElseThrow(() -> Programs.missing(List.of("crontab")));
        if (list.good()) {
            return list.out().getBytes(StandardCharsets.ISO_8859_1);
        }
        if (list.out().isEmpty() && list.err().contains("no crontab for")) {
            return new byte[0];
        }
        throw new ProblemException(new BackupProblem.SchedulerFailed("crontab -l", list.code(), list.lines()));
    }

    private static byte[] without(String id, byte[] table) {
        byte[] mark = mark(id).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream others = new ByteArrayOutputStream();
        for (int begin = 0; begin < table.length;) {
            int end = begin;
            while (end < table.length && table[end] != '\n') {
                end++;
            }
            if (!endsWith(table, begin, end, mark)) {
                others.write(table, begin, Math.min(table.length, end + 1) - begin);
            }
            begin = end + 1;
        }
        return others.toByteArray();
    }

    private static boolean endsWith(byte[] table, int begin, int end, byte[] mark) {
        return end - begin >= mark.length && table[begin] != '#'
                && java.util.Arrays.equals(table, end - mark.length, end, mark, 0, mark.length);
    }

    private static String line(ScheduledBackup backup) {
        // cron turns a bare % into a line break, also within quotes
        String command = backup.command().stream().map(Crontab::quoted).collect(Collectors.joining(" ")).replace("%", "\\%");
        return backup.schedule().at().getMinute() + " " + backup.schedule().at().getHour() + " * * * " + command
                + mark(backup.id());
    }

    private static String mark(String id) {
        return " # lockkeeper " + id;
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_/.:=,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
