package dev.lockkeeper.adapter.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.Schedule;
import dev.lockkeeper.backup.ScheduledBackup;
import dev.lockkeeper.backup.Scheduler;
import dev.lockkeeper.operation.ProblemException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;

/// What each system's scheduler is told, and that nothing of other people's is touched.
class SchedulersTest {

    private static final ScheduledBackup BACKUP = new ScheduledBackup("backup-1a2b", new Schedule(LocalTime.of(2, 5)),
            List.of("/opt/락키퍼 console/lockkeeper", "backup", "--project", "/home/it's 100% $HOME \"회사\"\\x"));

    @TempDir
    Path folder;

    private final FakePrograms programs = new FakePrograms();

    @Test
    void every_byte_of_the_crontab_that_is_not_ours_stays() {
        programs.crontab = true;
        byte[] theirs = "# 내 작업\r\n5 4 * * * /x # lockkeeper backup-other\n#0 0 * * * y # lockkeeper backup-1a2b\n\n\n\tMAILTO=\u00ff"
                .getBytes(StandardCharsets.ISO_8859_1);
        programs.table = Optional.of(theirs);
        Crontab cron = new Crontab(programs);

        cron.install(BACKUP);
        cron.install(BACKUP);

        assertThat(cron.installed("backup-1a2b")).isTrue();
        byte[] table = programs.table.orElseThrow();
        assertThat(java.util.Arrays.copyOf(table, theirs.length)).isEqualTo(theirs);
        assertThat(new String(table, theirs.length, table.length - theirs.length, StandardCharsets.UTF_8)).isEqualTo(
                "\n5 2 * * * '/opt/락키퍼 console/lockkeeper' backup --project '/home/it'\\''s 100\\% $HOME \"회사\"\\x' # lockkeeper backup-1a2b\n");
        cron.remove("backup-1a2b");
        assertThat(programs.table.orElseThrow()).startsWith(theirs).hasSize(theirs.length + 1);
        assertThat(cron.installed("backup-1a2b")).isFalse();
        assertThat(cron.installed("backup-other")).isTrue();
    }

    @Test
    void a_crontab_that_was_not_there_is_not_there_afterwards() {
        programs.crontab = true;
        Crontab cron = new Crontab(programs);
        cron.remove("backup-1a2b");
        assertThat(programs.ran).containsExactly("crontab -l");
        cron.install(BACKUP);
        cron.remove("backup-1a2b");
        assertThat(programs.table).isEmpty();
    }

    @Test
    void a_crontab_that_cannot_be_read_is_not_overwritten() {
        programs.crontab = true;
        programs.table = Optional.of("x".getBytes(StandardCharsets.UTF_8));
        programs.answering("crontab -l", 1, "permission denied");

        failed(() -> new Crontab(programs).install(BACKUP), "crontab -l", 1, "permission denied");
        assertThat(programs.ran).containsExactly("crontab -l");
    }

    @Test
    void systemd_is_told_by_two_units_of_this_user() throws IOException {
        programs.answering("systemctl", 0, "");
        SystemdTimer timer = new SystemdTimer(programs, folder.resolve("systemd/user"));

        List<String> shown = timer.installing(BACKUP);
        timer.install(BACKUP);

        Path service = folder.resolve("systemd/user/lockkeeper-backup-1a2b.service");
        assertThat(Files.readString(service)).contains(
                "ExecStart=\"/usr/bin/env\" \"/opt/락키퍼 console/lockkeeper\" \"backup\" \"--project\" \"/home/it's 100%% $$HOME \\\"회사\\\"\\\\x\"\n");
        String text = Files.readString(folder.resolve("systemd/user/lockkeeper-backup-1a2b.timer"));
        assertThat(text).contains("OnCalendar=*-*-* 02:05:00\n", "Persistent=true\n");
        assertThat(programs.ran).containsExactly("systemctl --user daemon-reload",
                "systemctl --user enable lockkeeper-backup-1a2b.timer", "systemctl --user restart lockkeeper-backup-1a2b.timer");
        assertThat(shown).as("all of it was shown before").containsAll(programs.ran)
                .containsAll(text.lines().map(line -> "    " + line).toList());
        timer.remove("backup-1a2b");
        assertThat(folder.resolve("systemd/user")).isEmptyDirectory();
        assertThat(programs.ran).contains("systemctl --user disable --now lockkeeper-backup-1a2b.timer");
    }

    @Test
    void where_systemd_refuses_its_units_are_as_before() throws IOException {
        programs.answering("systemctl", 0, "");
        SystemdTimer timer = new SystemdTimer(programs, folder);
        timer.install(BACKUP);
        Path unit = folder.resolve("lockkeeper-backup-1a2b.timer");
        String before = Files.readString(unit);
        programs.answering("systemctl --user enable", 5, "masked");

        failed(() -> timer.install(new ScheduledBackup(BACKUP.id(), new Schedule(LocalTime.NOON), BACKUP.command())), "systemctl",
                5,
                "masked");
        assertThat(Files.readString(unit)).isEqualTo(before);
        failed(() -> timer.install(new ScheduledBackup("other", BACKUP.schedule(), BACKUP.command())), "systemctl", 5, "masked");
        assertThat(timer.installed("other")).isFalse();
    }

    @Test
    void windows_gets_a_task_of_this_user_that_makes_up_for_a_missed_run() throws IOException {
        programs.answering("schtasks", 0, "");
        List<byte[]> definitions = new ArrayList<>();
        Path file = folder.resolve("schedule-backup-1a2b.xml");
        programs.meanwhile = () -> {
            try {
                if (Files.exists(file)) {
                    definitions.add(Files.readAllBytes(file));
                }
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
        WindowsTask task = windows();

        task.install(new ScheduledBackup("backup-1a2b", BACKUP.schedule(),
                List.of("C:\\Program Files\\락키퍼 & co\\lockkeeper.cmd", "backup", "--project", "D:\\회사 자료\\", "")));

        byte[] xml = definitions.getFirst();
        assertThat(xml).startsWith(0xFF, 0xFE);
        Document task1 = parsed(xml);
        assertThat(text(task1, "Command")).isEqualTo("\"C:\\Program Files\\락키퍼 & co\\lockkeeper.cmd\"");
        assertThat(text(task1, "Arguments")).isEqualTo("\"backup\" \"--project\" \"D:\\회사 자료\\\\\" \"\"");
        assertThat(text(task1, "StartWhenAvailable")).isEqualTo("true");
        assertThat(text(task1, "LogonType")).isEqualTo("InteractiveToken");
        assertThat(text(task1, "UserId")).isEqualTo("CORP\\김서연");
        assertThat(text(task1, "StartBoundary")).isEqualTo("2026-03-11T02:05:00");
        assertThat(programs.ran).containsExactly("schtasks /Create /TN \\Lockkeeper\\backup-1a2b /XML " + file + " /F");
        assertThat(file).doesNotExist();
        task.remove("backup-1a2b");
        assertThat(programs.ran).endsWith("schtasks /Delete /TN \\Lockkeeper\\backup-1a2b /F");
        programs.answering("schtasks /Create", 1, "ERROR: Access is denied.");
        failed(() -> task.install(new ScheduledBackup("backup-1a2b", BACKUP.schedule(), List.of("C:\\x.cmd"))), "schtasks", 1,
                "ERROR: Access is denied.");
        assertThatThrownBy(() -> task.installing(BACKUP)).as("a % that Windows would replace")
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void the_best_scheduler_that_answers_is_taken_and_the_others_are_cleared() {
        programs.crontab = true;
        programs.answering("systemctl", 1, "Failed to connect to bus");
        MachineScheduler machine = machine("Linux");
        assertThat(machine.name()).isEqualTo("cron");
        machine.install(BACKUP);
        assertThat(programs.table).isPresent();

        programs.answering("systemctl", 0, "");
        assertThat(machine.name()).isEqualTo("systemd");
        machine.install(BACKUP);
        assertThat(programs.table).as("not twice a night").isEmpty();
        assertThat(machine.installed("backup-1a2b")).isTrue();
        machine.remove("backup-1a2b");
        assertThat(machine.installed("backup-1a2b")).isFalse();
    }

    @Test
    void a_machine_without_a_scheduler_says_what_was_looked_for() {
        for (Runnable question : List.<Runnable>of(() -> machine("Linux").name(), () -> machine("Linux").install(BACKUP),
                () -> machine("Linux").installed("x"), () -> machine("Linux").remove("x"))) {
            assertThatThrownBy(question::run).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                    .isEqualTo(new BackupProblem.SchedulerMissing(List.of("systemctl --user", "crontab"))));
        }
        assertThatThrownBy(() -> machine("Windows 11").name()).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.problem()).isEqualTo(new BackupProblem.SchedulerMissing(List.of("schtasks"))));
    }

    @Test
    void looking_changes_nothing() {
        programs.crontab = true;
        programs.answering("systemctl", 0, "");
        Scheduler machine = machine("Linux");
        machine.installing(BACKUP);
        machine.removing("backup-1a2b");
        machine.installed("backup-1a2b");
        assertThat(programs.ran).allMatch(typed -> typed.equals("crontab -l") || typed.contains(" show "));
        assertThat(folder).isEmptyDirectory();
    }

    private MachineScheduler machine(String system) {
        return MachineScheduler.of(programs, system, Map.of("XDG_CONFIG_HOME", folder.toString()), folder);
    }

    private WindowsTask windows() {
        return new WindowsTask(programs, folder,
                new WindowsTask.User("CORP\\김서연", () -> Instant.parse("2026-03-10T01:00:00Z"), ZoneId.of("Asia/Seoul")));
    }

    private static Document parsed(byte[] xml) throws IOException {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(xml));
        } catch (ParserConfigurationException | SAXException e) {
            throw new AssertionError(e);
        }
    }

    private static String text(Document document, String element) {
        return document.getElementsByTagName(element).item(0).getTextContent();
    }

    private static void failed(Runnable work, String program, int code, String line) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.problem())
                .isEqualTo(new BackupProblem.SchedulerFailed(program, code, List.of(line))));
    }
}
