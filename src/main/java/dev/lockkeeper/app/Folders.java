package dev.lockkeeper.app;

import dev.lockkeeper.environment.Environment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/// Where the console keeps what is its own: logs, the practice database, backups. Never in the project, never in the temp folder.
public record Folders(Path home) {

    /// `LOCKKEEPER_HOME`, else the place the system has for such data.
    public static Folders ofThisUser() {
        return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    static Folders of(Map<String, String> variables, String system, Path userHome) {
        String own = variables.get("LOCKKEEPER_HOME");
        if (own != null && !own.isBlank()) {
            return new Folders(Path.of(own).toAbsolutePath());
        }
        if (system.startsWith("Windows")) {
            return new Folders(Optional.ofNullable(variables.get("LOCALAPPDATA")).map(Path::of)
                    .orElse(userHome.resolve("AppData").resolve("Local")).resolve("Lockkeeper"));
        }
        if (system.startsWith("Mac")) {
            return new Folders(userHome.resolve("Library/Application Support/Lockkeeper"));
        }
        return new Folders(Optional.ofNullable(variables.get("XDG_DATA_HOME")).filter(text -> !text.isBlank()).map(Path::of)
                .orElse(userHome.resolve(".local/share")).resolve("lockkeeper"));
    }

    public Path logs() {
        return home.resolve("logs");
    }

    /// What revisions make of an empty database, once it was built.
    public Path catalogs() {
        return home.resolve("catalogs");
    }

    /// Files with a wrong name that an operator lets lie among migrations.
    public Path leftAside() {
        return home.resolve("files-left-aside.txt");
    }

    /// The public keys that backups are encrypted for; where it is missing, they are not.
    public Path recipients() {
        return home.resolve("backup-recipients.txt");
    }

    public Path practice() {
        return home.resolve("practice");
    }

    /// Backups of one environment of one project; `LOCKKEEPER_BACKUPS` moves them all, for example to a disk of their own.
    /// Projects in folders of the same name keep theirs apart: the end of the name stands for the whole path.
    public Path backups(Path project, Environment environment) {
        String elsewhere = System.getenv("LOCKKEEPER_BACKUPS");
        Path all = elsewhere == null || elsewhere.isBlank() ? home.resolve("backups") : Path.of(elsewhere);
        return all.resolve(place(project, environment));
    }

    /// The book of the runs on one environment's database.
    public Path runs(Path project, Environment environment) {
        return home.resolve("runs").resolve(place(project, environment));
    }

    /// Which Compose project was chosen for one environment.
    Path choice(Path project, Environment environment) {
        return home.resolve("choices").resolve(place(project, environment) + ".txt");
    }

    /// The mark of the Compose file that Compose took last, for one environment.
    Path composeTaken(Path project, Environment environment) {
        return home.resolve("choices").resolve(place(project, environment) + ".compose");
    }

    /// What is kept of first starts that broke off.
    Path firstStarts() {
        return home.resolve("first-starts");
    }

    /// Where the web application of one project answers, as it was set in the window.
    Path webApp(Path project) {
        return home.resolve("choices")
                .resolve(plain(String.valueOf(project.getFileName())) + "_" + end(project) + ".web-app.txt");
    }

    private static String place(Path project, Environment environment) {
        String database = plain(environment.address().database());
        return environment.practice()
                ? environment.name()
                : plain(String.valueOf(project.getFileName())) + "_" + environment.name() + "_" + database + "_" + end(project);
    }

    /// Names the environment's backups to the system's scheduler, in letters that every one of them takes.
    String scheduleId(Path project, Environment environment) {
        return "backup-" + end(backups(project, environment));
    }

    private static String plain(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}._-]", "_");
    }

    private static String end(Path project) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(project.toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
