package dev.lockkeeper.adapter.alembic;

import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.schema.AlembicListing;
import dev.lockkeeper.schema.AlembicRevision;
import dev.lockkeeper.schema.AlembicRevisions;
import dev.lockkeeper.schema.SchemaProblem;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The Alembic revisions of a project, found as a person would: by `alembic.ini` in the project or one folder below, else in
/// `alembic/versions` or `migrations/versions` there. Two places that could be meant are none.
public final class AlembicFolder implements AlembicRevisions {

    private static final String INI = "alembic.ini";
    private static final List<String> USUAL = List.of("alembic/versions", "migrations/versions");
    private static final Set<String> NEVER = Set.of("node_modules", "venv", "env", "build", "target", "dist");
    /// No revision is this long; a file that is was taken for one by mistake.
    private static final long LONGEST = 5_000_000;

    private final Path project;
    private final Optional<Path> chosen;
    /// A ladder is drawn after each step of a long upgrade; the files seldom change meanwhile.
    private final Map<Stamp, AlembicRevision> known = new ConcurrentHashMap<>();

    /// `chosen`: a folder with an `alembic.ini`, with a folder `versions`, or with the files themselves.
    public AlembicFolder(Path project, Optional<Path> chosen) {
        this.project = project;
        this.chosen = chosen;
    }

    @Override
    public Optional<AlembicListing> list() {
        try {
            if (chosen.isPresent()) {
                if (!Files.isDirectory(chosen.get())) {
                    throw new ProblemException(new SchemaProblem.AlembicFolderMissing(chosen.get()));
                }
                return Optional.of(asked(chosen.get()));
            }
            return search();
        } catch (IOException | DirectoryIteratorException e) {
            return Optional.of(new AlembicListing(chosen.orElse(project), List.of(), List.of(String.valueOf(e.getMessage()))));
        }
    }

    private AlembicListing asked(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(INI))) {
            return byIni(folder);
        }
        Path inside = folder.resolve("versions");
        return listed(folder, List.of(Files.isDirectory(inside) ? inside : folder));
    }

    private Optional<AlembicListing> search() throws IOException {
        List<Path> places = places();
        List<Path> inis = places.stream().filter(place -> Files.isRegularFile(place.resolve(INI))).toList();
        if (inis.contains(project) || inis.size() == 1) {
            return Optional.of(byIni(inis.getFirst()));
        }
        if (inis.size() > 1) {
            return Optional.of(unclear(inis.stream().map(place -> place.resolve(INI)).toList()));
        }
        List<Path> usual = places.stream().flatMap(place -> USUAL.stream().map(place::resolve)).filter(Files::isDirectory)
                .toList();
        if (usual.size() > 1) {
            return Optional.of(unclear(usual));
        }
        return usual.isEmpty() ? Optional.empty() : Optional.of(listed(usual.getFirst(), usual));
    }

    private AlembicListing unclear(List<Path> several) {
        return new AlembicListing(project, List.of(),
                List.of("? " + String.join(", ", several.stream().map(Path::toString).toList())));
    }

    /// The project, then the folders in it, by name.
    private List<Path> places() throws IOException {
        List<Path> places = new ArrayList<>();
        if (Files.isDirectory(project)) {
            try (DirectoryStream<Path> inside = Files.newDirectoryStream(project, Files::isDirectory)) {
                for (Path place : inside) {
                    String name = name(place);
                    if (!name.startsWith(".") && !NEVER.contains(name)) {
                        places.add(place);
                    }
                }
            }
        }
        places.sort(null);
        places.addFirst(project);
        return places;
    }

    private AlembicListing byIni(Path folder) throws IOException {
        try {
            Path here = folder.toAbsolutePath().normalize();
            return listed(here, AlembicIni.of(here, PythonText.of(Files.readAllBytes(folder.resolve(INI)))).versions());
        } catch (UnreadException e) {
            return new AlembicListing(folder, List.of(), List.of(e.in(INI)));
        }
    }

    /// The folders' order is kept: Alembic goes by it where its rules leave two ways open.
    private AlembicListing listed(Path root, List<Path> folders) throws IOException {
        List<AlembicRevision> revisions = new ArrayList<>();
        List<String> unread = new ArrayList<>();
        Set<Path> seen = new HashSet<>();
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                unread.add(folder + ": no folder");
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                for (Path file : files) {
                    if (revision(file) && seen.add(file.toRealPath())) {
                        take(file, revisions, unread);
                    }
                }
            }
        }
        return new AlembicListing(folders.size() == 1 ? folders.getFirst() : root, revisions, unread);
    }

    private static boolean revision(Path file) {
        String name = name(file);
        return name.endsWith(".py") && !name.startsWith(".#") && !name.startsWith("__init__") && Files.isRegularFile(file);
    }

    private void take(Path file, List<AlembicRevision> revisions, List<String> unread) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new UnreadException(0, "longer than " + LONGEST);
            }
            Stamp stamp = new Stamp(file, Files.getLastModifiedTime(file), Files.size(file));
            AlembicRevision before = known.get(stamp);
            if (before == null) {
                before = RevisionFile.read(name(file), Files.readAllBytes(file));
                known.put(stamp, before);
            }
            revisions.add(before);
        } catch (UnreadException e) {
            unread.add(e.in(name(file)));
        } catch (IOException e) {
            unread.add(name(file) + ": " + e);
        }
    }

    /// What tells one state of a file from another.
    private record Stamp(Path file, FileTime changed, long size) {}

    private static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }
}
