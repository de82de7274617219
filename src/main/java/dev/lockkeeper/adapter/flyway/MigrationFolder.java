package dev.lockkeeper.adapter.flyway;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.AlembicIds;
import dev.lockkeeper.schema.LeftAside;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.SchemaProblem;
import dev.lockkeeper.schema.Script;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// A folder of migrations: `V004__name.sql` upwards, `U004__name.sql` back. The ways back stand in a folder `undo` inside it or beside
/// it, or among the others. Read anew each time.
public final class MigrationFolder {

    private static final Pattern NAME = Pattern.compile("([VU])(\\d+(?:[._]\\d+)*)__(.*\\S)\\.sql");
    private static final Pattern SETTINGS = Pattern.compile("V\\d+(?:[._]\\d+)*__.*\\.sql\\.conf");
    private static final Pattern ALONE = Pattern.compile(
            "(?is)\\bindex\\s+concurrently\\b|^\\s*vacuum\\b|\\balter\\s+system\\b|\\bcreate\\s+database\\b|\\breindex\\b.*\\bconcurrently\\b");
    private static final Pattern TITLE = Pattern.compile("(?m)^--\\s*title:\\s*([^|\\n]+?)\\s*(?:\\|\\s*(.+?)\\s*)?$");
    private static final Pattern TOUCHES = Pattern.compile("(?m)^--\\s*touches:\\s*(.+?)\\s*$");

    private final Optional<Path> own;
    private final Optional<LeftAside> aside;

    private MigrationFolder(Optional<Path> own, Optional<LeftAside> aside) {
        this.own = own;
        this.aside = aside;
    }

    /// The application's own revisions, which come with the console.
    public static MigrationFolder shipped() {
        return new MigrationFolder(Optional.empty(), Optional.empty());
    }

    /// A folder of the user's.
    public static MigrationFolder at(Path folder) {
        return new MigrationFolder(Optional.of(folder), Optional.empty());
    }

    /// The same folder, where some files with a wrong name may lie.
    public MigrationFolder leaving(LeftAside known) {
        return new MigrationFolder(own, Optional.of(known));
    }

    /// Where it is; empty for the scripts that come with the console.
    Optional<Path> place() {
        return own;
    }

    /// As [dev.lockkeeper.schema.MigrationHistory#leaveAside].
    void leaveAside(List<String> files) {
        try {
            List<Shelf> shelves = shelves(own.orElseThrow(() -> unreadable(files.getFirst(), "not a file of this folder")));
            for (String name : files) {
                Shelf shelf = shelves.stream().filter(one -> holds(one, name)).findFirst()
                        .orElseThrow(() -> unreadable(name, "not a file of this folder"));
                if (isScript(name) || !meantAsScript(name)) {
                    throw unreadable(name, isScript(name) ? "a script, which is run" : "in nobody's way");
                }
                aside.orElseThrow(() -> unreadable(name, "nowhere to note it")).add(name, shelf.bytes(name));
            }
        } catch (IOException e) {
            throw unreadable(label(), e.toString());
        }
    }

    private static boolean holds(Shelf shelf, String name) {
        try {
            return shelf.names().contains(name);
        } catch (IOException e) {
            throw unreadable(name, e.toString());
        }
    }

    private static ProblemException unreadable(String file, String reason) {
        return new ProblemException(new SchemaProblem.ScriptUnreadable(file, reason));
    }

    /// The scripts, upwards. Throws [SchemaProblem] for a folder that is not there, and for names that Flyway would skip without a word.
    Contents read() {
        try {
            if (own.isPresent()) {
                return readFolder(own.get());
            }
            return readShipped();
        } catch (IOException e) {
            throw new ProblemException(new SchemaProblem.ScriptUnreadable(label(), String.valueOf(e.getMessage())), e);
        }
    }

    private String label() {
        return own.map(Path::toString).orElse("db/migration");
    }

    private Contents readFolder(Path folder) throws IOException {
        return contents(shelves(folder));
    }

    private static List<Shelf> shelves(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new ProblemException(new SchemaProblem.MigrationFolderMissing(folder));
        }
        Path beside = folder.toAbsolutePath().normalize().resolveSibling("undo");
        Path inside = folder.resolve("undo");
        for (Path undo : List.of(inside, beside)) {
            if (Files.isSymbolicLink(undo)) {
                throw new ProblemException(new SchemaProblem.ScriptOutside("undo", Files.readSymbolicLink(undo).toString()));
            }
        }
        List<Shelf> shelves = new ArrayList<>(List.of(new Lying(folder)));
        Stream.of(inside, beside).filter(Files::isDirectory).findFirst().map(Lying::new).ifPresent(shelves::add);
        return shelves;
    }

    private Contents readShipped() throws IOException {
        URL place = Objects.requireNonNull(MigrationFolder.class.getResource("/db/migration"), "db/migration");
        try {
            if (place.openConnection() instanceof JarURLConnection connection) {
                connection.setUseCaches(false);
                try (JarFile jar = connection.getJarFile()) {
                    return contents(List.of(new Packed(jar, "db/migration/"), new Packed(jar, "db/undo/")));
                }
            }
            Path folder = Path.of(place.toURI());
            return contents(List.of(new Lying(folder), new Lying(folder.resolveSibling("undo"))));
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private Contents contents(List<Shelf> shelves) throws IOException {
        Map<String, String> files = new TreeMap<>();
        List<String> misnamed = new ArrayList<>();
        for (Shelf shelf : shelves) {
            take(shelf, files, misnamed);
        }
        if (!misnamed.isEmpty()) {
            throw new ProblemException(new SchemaProblem.ScriptMisnamed(misnamed));
        }
        List<Script> scripts = scripts(files);
        if (scripts.isEmpty()) {
            throw new ProblemException(new SchemaProblem.MigrationFolderEmpty(label()));
        }
        return new Contents(scripts, files, own.isEmpty(), AlembicIds.SAME);
    }

    /// Where files stand: those in it, without those in folders inside it.
    private interface Shelf {

        List<String> names() throws IOException;

        byte[] bytes(String name) throws IOException;
    }

    private record Lying(Path folder) implements Shelf {

        /// A folder with a script's name is told as one; other folders are nobody's business.
        private static boolean meant(Path file) {
            return !Files.isDirectory(file) || NAME.matcher(Objects.requireNonNull(file.getFileName()).toString()).matches();
        }

        @Override
        public List<String> names() throws IOException {
            try (Stream<Path> listed = Files.list(folder)) {
                return listed.filter(Lying::meant)
                        .map(file -> Objects.requireNonNull(file.getFileName()).toString())
                        .sorted()
                        .toList();
            }
        }

        /// A link may lead to another file of the folder, and nowhere else: what is run must be what the folder was reviewed for.
        @Override
        public byte[] bytes(String name) throws IOException {
            Path file = folder.resolve(name);
            if (Files.isSymbolicLink(file)) {
                Path target = file.toRealPath();
                if (!target.startsWith(folder.toRealPath())) {
                    throw new ProblemException(new SchemaProblem.ScriptOutside(name, target.toString()));
                }
            }
            if (!Files.isRegularFile(file)) {
                throw new ProblemException(new SchemaProblem.ScriptUnreadable(name, "no regular file"));
            }
            return Files.readAllBytes(file);
        }
    }

    /// In our own jar, which is open anyway; a file system for it would be one more thing to load.
    private record Packed(JarFile jar, String folder) implements Shelf {

        @Override
        public List<String> names() {
            List<String> names = new ArrayList<>();
            for (Enumeration<JarEntry> entries = jar.entries(); entries.hasMoreElements();) {
                String name = entries.nextElement().getName();
                if (name.startsWith(folder) && name.length() > folder.length() && name.indexOf('/', folder.length()) < 0) {
                    names.add(name.substring(folder.length()));
                }
            }
            names.sort(null);
            return names;
        }

        @Override
        public byte[] bytes(String name) throws IOException {
            try (InputStream file = jar.getInputStream(jar.getJarEntry(folder + name))) {
                return file.readAllBytes();
            }
        }
    }

    private void take(Shelf shelf, Map<String, String> files, List<String> misnamed) throws IOException {
        for (String name : shelf.names()) {
            if (isScript(name)) {
                files.put(name, text(shelf, name));
            } else if (meantAsScript(name) && !leftAside(shelf, name)) {
                misnamed.add(name);
            }
        }
    }

    private static boolean isScript(String name) {
        return NAME.matcher(name).matches() || SETTINGS.matcher(name).matches();
    }

    private boolean leftAside(Shelf shelf, String name) throws IOException {
        return aside.isPresent() && aside.get().knows(name, shelf.bytes(name));
    }

    /// Names that a person takes for a migration and Flyway does not, or the other way round.
    private static boolean meantAsScript(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains(".sql") || lower.matches("\\s*[vur]\\d+([._]\\d+)*\\s*__.*")
                || lower.matches("\\s*[vur]\\d+([._]\\d+)*[\\s_-][^.]*");
    }

    private static String text(Shelf shelf, String name) {
        try {
            return ScriptText.of(name, shelf.bytes(name));
        } catch (IOException e) {
            throw new ProblemException(new SchemaProblem.ScriptUnreadable(name, e.toString()), e);
        }
    }

    private static List<Script> scripts(Map<String, String> files) {
        Map<Revision, List<String>> up = new TreeMap<>();
        Map<Revision, List<String>> back = new TreeMap<>();
        for (String name : files.keySet()) {
            Matcher parts = NAME.matcher(name);
            if (parts.matches()) {
                (parts.group(1).equals("V") ? up : back).computeIfAbsent(new Revision(parts.group(2)), _ -> new ArrayList<>())
                        .add(name);
            }
        }
        for (Map<Revision, List<String>> way : List.of(up, back)) {
            way.forEach((revision, names) -> {
                if (names.size() > 1) {
                    throw new ProblemException(new SchemaProblem.ScriptDuplicate(revision, names));
                }
            });
        }
        List<Script> scripts = new ArrayList<>();
        up.forEach((revision, names) -> scripts.add(script(revision, names.getFirst(),
                Optional.ofNullable(back.get(revision)).map(List::getFirst), files)));
        scripts.sort(Comparator.comparing(Script::revision));
        return scripts;
    }

    private static Script script(Revision revision, String file, Optional<String> backFile, Map<String, String> files) {
        String sql = Objects.requireNonNull(files.get(file));
        Matcher name = NAME.matcher(file);
        Matcher title = TITLE.matcher(sql);
        Matcher touches = TOUCHES.matcher(sql);
        boolean titled = title.find();
        boolean apart = Optional.ofNullable(files.get(file + ".conf")).map(text -> text.replaceAll("\\s", ""))
                .filter(text -> text.contains("executeInTransaction=false")).isPresent();
        // an empty way back would be recorded as if it had taken something back
        Optional<String> backSql = backFile.map(files::get)
                .filter(text -> StatementCuts.saysSomething(text) || !Statements.of(backFile.get(), text).isEmpty());
        return new Script(revision, name.matches() ? name.group(3) : file, file, sql, backFile, backSql,
                titled ? Optional.ofNullable(title.group(1)) : Optional.empty(),
                titled ? Optional.ofNullable(title.group(2)) : Optional.empty(),
                touches.find() ? Arrays.stream(touches.group(1).split("\\s*,\\s*")).toList() : List.of(),
                checksum(sql), !apart && !ALONE.matcher(sql).find());
    }

    /// Flyway's own checksum: of the lines, however they end.
    static int checksum(String sql) {
        CRC32 sum = new CRC32();
        sql.lines().forEach(line -> sum.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) sum.getValue();
    }

    /// What a folder held: the scripts and, for Flyway, every file's text by name. `alembicToo`: these are the application's own revisions,
    /// whose back end reads Alembic's ledger, so that one is begun where there is none.
    /// `ids` are Alembic's for these scripts.
    record Contents(List<Script> scripts, Map<String, String> files, boolean alembicToo, AlembicIds ids) {

        Contents with(AlembicIds known) {
            return new Contents(scripts, files, alembicToo, known);
        }

        /// As Alembic's ledger calls it, for showing.
        String alembicId(Revision revision) {
            return ids.id(revision).orElse(revision.id());
        }
    }
}
