package dev.lockkeeper.adapter.schedule;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.ScheduledBackup;
import dev.lockkeeper.backup.Scheduler;
import dev.lockkeeper.operation.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A task of the Windows task scheduler that runs while this user is signed in, with no password stored, and makes up for a missed run.
final class WindowsTask implements Scheduler {

    private final Programs programs;
    private final Path folder;
    private final User user;

    /// `folder` is where the definition stands while `schtasks` reads it.
    WindowsTask(Programs programs, Path folder, User user) {
        this.programs = programs;
        this.folder = folder;
        this.user = user;
    }

    /// Whose task it is, as `DOMAIN\name`, and that user's clock.
    record User(String name, InstantSource clock, ZoneId zone) {}

    @Override
    public String name() {
        return "schtasks";
    }

    @Override
    public List<String> installing(ScheduledBackup backup) {
        List<String> lines = new ArrayList<>();
        lines.add(definition(backup.id()).toString());
        xml(backup).lines().map(line -> "    " + line).forEach(lines::add);
        lines.add(shown(create(backup.id())));
        return List.copyOf(lines);
    }

    @Override
    public List<String> removing(String id) {
        return List.of(shown(delete(id)));
    }

    @Override
    public void install(ScheduledBackup backup) {
        Path definition = definition(backup.id());
        String xml = xml(backup);
        try {
            Files.createDirectories(folder);
            // schtasks takes this form in every language of Windows
            Files.write(definition, ("\uFEFF" + xml.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_16LE));
            programs.must(new byte[0], create(backup.id()));
        } catch (IOException e) {
            throw Programs.failed(definition.toString(), e);
        } finally {
            try {
                Files.deleteIfExists(definition);
            } catch (IOException e) {
                // it holds nothing secret
            }
        }
    }

    @Override
    public void remove(String id) {
        if (installed(id)) {
            programs.must(new byte[0], delete(id));
        }
    }

    @Override
    public boolean installed(String id) {
        return programs.run("schtasks", "/Query", "/TN", task(id))
                .orElseThrow(() -> Programs.missing(List.of("schtasks"))).good();
    }

    private List<String> create(String id) {
        return List.of("schtasks", "/Create", "/TN", task(id), "/XML", definition(id).toString(), "/F");
    }

    private static List<String> delete(String id) {
        return List.of("schtasks", "/Delete", "/TN", task(id), "/F");
    }

    private static String task(String id) {
        return "\\Lockkeeper\\" + id;
    }

    private Path definition(String id) {
        return folder.resolve("schedule-" + id + ".xml");
    }

    private static String shown(List<String> command) {
        return command.stream().map(word -> word.contains(" ") ? quoted(word) : word).collect(Collectors.joining(" "));
    }

    private String xml(ScheduledBackup backup) {
        if (backup.command().stream().anyMatch(word -> word.contains("%") || word.contains("\""))) {
            // neither the task scheduler nor a batch file has a way to write them
            throw new ProblemException(new BackupProblem.SchedulerFailed("schtasks", -1, backup.command()));
        }
        String arguments = backup.command().stream().skip(1).map(WindowsTask::quoted).collect(Collectors.joining(" "));
        LocalDateTime next = LocalDateTime.ofInstant(backup.schedule().next(user.clock().instant(), user.zone()), user.zone());
        return """
            <?xml version="1.0" encoding="UTF-16"?>
            <Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
              <RegistrationInfo><Description>Lockkeeper backup %s</Description></RegistrationInfo>
              <Triggers>
                <CalendarTrigger>
                  <StartBoundary>%sT%s:00</StartBoundary>
                  <Enabled>true</Enabled>
                  <ScheduleByDay><DaysInterval>1</DaysInterval></ScheduleByDay>
                </CalendarTrigger>
              </Triggers>
              <Principals>
                <Principal id="Author">
                  <UserId>%s</UserId>
                  <LogonType>InteractiveToken</LogonType>
                  <RunLevel>LeastPrivilege</RunLevel>
                </Principal>
              </Principals>
              <Settings>
                <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
                <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
                <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
                <StartWhenAvailable>true</StartWhenAvailable>
                <ExecutionTimeLimit>PT12H</ExecutionTimeLimit>
              </Settings>
              <Actions Context="Author">
                <Exec>
                  <Command>%s</Command>
                  <Arguments>%s</Arguments>
                </Exec>
              </Actions>
            </Task>
            """.formatted(backup.id(), next.toLocalDate(), backup.schedule().at(), escaped(user.name()),
                escaped(quoted(backup.command().getFirst())), escaped(arguments));
    }

    /// As programs of Windows take their command line apart: a backslash before the closing quote would escape it.
    private static String quoted(String word) {
        String end = word.substring(word.replaceAll("\\\\+$", "").length());
        return "\"" + word + end + "\"";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
