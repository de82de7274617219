package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupMethod;
import dev.lockkeeper.backup.RestoreSite;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The backups page at one moment. `schedule` says when backups are taken by themselves, where that is known.
public record BackupsPage(Folder folder, Way way, Sight sight, Beside beside, Work work, Optional<Message> schedule) {

    static final BackupsPage BLANK = new BackupsPage(new Folder.Blank(), new Way.Asking(), Sight.BLANK, new Beside.Asking(),
            Work.NONE, Optional.empty());

    /// What is known of the folder.
    public sealed interface Folder {

        record Blank() implements Folder {}

        record Listed(Listing listing) implements Folder {}

        record Unusable(Problem problem) implements Folder {}
    }

    /// How a backup would be made now.
    public sealed interface Way {

        record Asking() implements Way {}

        record Open(BackupMethod method, String command) implements Way {}

        record Closed(Problem problem) implements Way {}
    }

    /// What of the folder is looked at: the search, the files it leaves, and the one that is read closely.
    public record Sight(String search, List<BackupEntry> rows, Optional<Path> chosen) {

        static final Sight BLANK = new Sight("", List.of(), Optional.empty());
    }

    /// What stands beside the live database. `identity` is the live one's at that moment.
    public sealed interface Beside {

        record Asking() implements Beside {}

        record Known(List<RestoreSite.Kept> kept, Optional<RestoreSite.Interrupted> interrupted, String identity)
                implements
                    Beside {}

        /// The database did not answer. Nothing is told from memory.
        record Unknown(Problem problem) implements Beside {}
    }

    /// What is at work: the run under way, whatever it is; the file under test; the last run of this page that ended; the restore
    /// that is being asked about.
    public record Work(Optional<RunSnapshot> run, Optional<Path> testing, Optional<RunSnapshot> ended, Question question) {

        static final Work NONE = new Work(Optional.empty(), Optional.empty(), Optional.empty(), new Question.None());
    }

    /// How far the question is whether to restore.
    public sealed interface Question {

        record None() implements Question {}

        /// The file and the live database are being looked at.
        record Looking(Path file) implements Question {}

        record Ready(Restores.Preview preview) implements Question {}

        record Refused(Path file, Problem problem) implements Question {}
    }

    BackupsPage listed(Folder found, Way how) {
        List<BackupEntry> rows = found instanceof Folder.Listed(Listing listing)
                ? listing.matching(sight.search)
                : List.of();
        return new BackupsPage(found, how, looking(sight.search, rows, sight.chosen), beside, work, schedule);
    }

    BackupsPage searching(String search) {
        List<BackupEntry> rows = folder instanceof Folder.Listed(Listing listing) ? listing.matching(search) : List.of();
        return new BackupsPage(folder, way, looking(search, rows, sight.chosen), beside, work, schedule);
    }

    /// The file that was chosen stays so as long as it is in sight; else the first one is.
    private static Sight looking(String search, List<BackupEntry> rows, Optional<Path> chosen) {
        boolean there = chosen.filter(file -> rows.stream().anyMatch(entry -> entry.file().equals(file))).isPresent();
        return new Sight(search, rows, there ? chosen : rows.stream().findFirst().map(BackupEntry::file));
    }

    BackupsPage choosing(Path file) {
        return new BackupsPage(folder, way, new Sight(sight.search, sight.rows, Optional.of(file)), beside, work, schedule);
    }

    BackupsPage beside(Beside found) {
        return new BackupsPage(folder, way, sight, found, work, schedule);
    }

    BackupsPage running(Optional<RunSnapshot> underWay) {
        return working(new Work(underWay, underWay.isPresent() ? work.testing : Optional.empty(),
                underWay.isPresent() ? Optional.empty() : work.ended, work.question));
    }

    BackupsPage testing(Path file) {
        return working(new Work(work.run, Optional.of(file), work.ended, work.question));
    }

    /// A backup that was taken is the one to look at next, also where the search would hide it.
    BackupsPage ended(RunSnapshot run) {
        BackupsPage next = working(new Work(Optional.empty(), Optional.empty(), Optional.of(run), work.question));
        return run.outcome().orElseThrow() instanceof Outcome.Done<?>(BackupEntry entry)
                ? new BackupsPage(folder, way, new Sight("", everything(), Optional.of(entry.file())), beside, next.work,
                        schedule)
                : next;
    }

    BackupsPage asking(Question question) {
        return working(new Work(work.run, work.testing, work.ended, question));
    }

    BackupsPage dismissed() {
        return working(new Work(work.run, work.testing, Optional.empty(),
                work.question instanceof Question.Refused ? new Question.None() : work.question));
    }

    /// With what is known of the backups that are taken by themselves.
    public BackupsPage schedule(Optional<Message> told) {
        return new BackupsPage(folder, way, sight, beside, work, told);
    }

    private BackupsPage working(Work now) {
        return new BackupsPage(folder, way, sight, beside, now, schedule);
    }

    private List<BackupEntry> everything() {
        return folder instanceof Folder.Listed(Listing listing) ? listing.entries() : List.of();
    }

    /// All files of the folder, whatever the search leaves of them.
    public List<BackupEntry> entries() {
        return everything();
    }

    public Optional<BackupEntry> chosenEntry() {
        return sight.chosen.flatMap(file -> sight.rows.stream().filter(entry -> entry.file().equals(file)).findFirst());
    }

    public Optional<RunSnapshot> run() {
        return work.run;
    }

    public Optional<RunSnapshot> ended() {
        return work.ended;
    }

    public long bytes() {
        return entries().stream().mapToLong(BackupEntry::bytes).sum();
    }

    public long unverified() {
        return entries().stream().filter(entry -> entry.state() == BackupEntry.State.UNVERIFIED).count();
    }

    public Optional<RestoreSite.Interrupted> interrupted() {
        return beside instanceof Beside.Known known ? known.interrupted : Optional.empty();
    }

    /// Databases that were live once, and what restores that died left; newest first. What tests left goes with the next test.
    public List<RestoreSite.Kept> kept() {
        return beside instanceof Beside.Known known
                ? known.kept.stream().filter(one -> one.role() != RestoreSite.Role.TEST).toList()
                : List.of();
    }

    public Optional<RestoreSite.Kept> former(String name) {
        return kept().stream().filter(one -> one.role() == RestoreSite.Role.FORMER && one.name().equals(name)).findFirst();
    }

    /// Why nothing can be started at this moment.
    public Optional<Message> busy() {
        return work.run.map(run -> Message.of("backups.off.running", run.title()));
    }

    /// Why no backup can be taken at this moment.
    public Optional<Message> cannotBackUp() {
        return busy().or(this::shut).or(() -> switch (way) {
            case Way.Asking _ -> Optional.of(Message.of("backups.off.asking"));
            case Way.Closed _ -> Optional.of(Message.of("backups.off.no-way"));
            case Way.Open _ -> Optional.empty();
        });
    }

    private Optional<Message> shut() {
        return interrupted().map(_ -> Message.of("backups.off.interrupted"));
    }

    /// Why the chosen file cannot be restored into a database of its own.
    public Optional<Message> cannotTest() {
        return busy().or(() -> chosenEntry().isEmpty() ? Optional.of(Message.of("backups.none-chosen")) : Optional.empty());
    }

    /// Why the chosen file cannot take the live data's place.
    public Optional<Message> cannotRestore() {
        return cannotTest().or(this::shut)
                .or(() -> work.question instanceof Question.Looking
                        ? Optional.of(Message.of("backups.off.looking"))
                        : Optional.empty())
                .or(() -> chosenEntry().filter(entry -> entry.state() == BackupEntry.State.DAMAGED)
                        .map(_ -> Message.of("backups.off.damaged")));
    }

    /// Why a former database cannot take its place back.
    public Optional<Message> cannotSwapBack(RestoreSite.Kept kept) {
        return cannotDrop(kept);
    }

    /// Why a kept database cannot be deleted. One that a cut-off restore may still need stays until that is ended.
    public Optional<Message> cannotDrop(RestoreSite.Kept kept) {
        return busy().or(this::shut).or(() -> kept.busy() ? Optional.of(Message.of("backups.off.kept-busy")) : Optional.empty());
    }
}
