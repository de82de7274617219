package dev.lockkeeper.backup;

import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks at a backup file before anything else is touched: what it is, whether it is as its manifest says, whether this server can take it.
final class Inspection {

    private final BackupFolder folder;
    private final Sealing sealing;

    Inspection(BackupFolder folder, Sealing sealing) {
        this.folder = folder;
        this.sealing = sealing;
    }

    /// A file that is as it should be, and its manifest where it has one. `sha256` is the file's as it stands on the disk.
    record Sound(Archive archive, Optional<Manifest> manifest, String sha256) {}

    /// Throws [BackupProblem] for whatever is wrong with the file; `tool` is asked for its words on a damaged one.
    Sound look(Path file, String serverVersion, ArchiveTool tool, OperationId operation, StopSignal stop) {
        try {
            FileKind outside = FileKinds.of(file);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && outside instanceof FileKind.Other(var what)) {
                throw new ProblemException(new BackupProblem.NoBackup(file, what));
            }
            Optional<Manifest> manifest = ManifestFile.read(ManifestFile.beside(file));
            if (manifest.isEmpty() && Files.exists(ManifestFile.beside(file))) {
                throw new ProblemException(new BackupProblem.ManifestForeign(file, "?"));
            }
            manifest.filter(told -> !told.file().equals(String.valueOf(file.getFileName()))).ifPresent(told -> {
                throw new ProblemException(new BackupProblem.ManifestForeign(file, told.file()));
            });
            long bytes = Files.size(file);
            String sha256 = hash(file, stop);
            if (manifest.isPresent()
                    && (manifest.get().bytes() != bytes || !manifest.get().sha256().equalsIgnoreCase(sha256))) {
                throw damaged(file, bytes, manifest.get(), sha256, tool, operation, stop);
            }
            boolean vouched = manifest.filter(told -> told.reason() != BackupReason.ADOPTED).isPresent();
            Archive archive = outside instanceof FileKind.Encrypted
                    ? unsealed(file, manifest, vouched)
                    : new Archive(String.valueOf(file.getFileName()), outside, bytes, Optional.of(file), vouched,
                            () -> Files.newInputStream(file));
            if (archive.kind() instanceof FileKind.Other(var what)) {
                throw new ProblemException(new BackupProblem.NoBackup(file, what));
            }
            mustSuit(file, archive.kind(), serverVersion);
            return new Sound(archive, manifest, sha256);
        } catch (NoSuchFileException e) {
            throw new ProblemException(new BackupProblem.BackupUnknown(file.toString(), folder.path()), e);
        } catch (Sealing.SealBrokenException e) {
            throw new ProblemException(new BackupProblem.BackupDamaged(file, file.toFile().length(), file.toFile().length(),
                    List.of(String.valueOf(e.getMessage()))), e);
        } catch (IOException e) {
            throw folder.unusable(e);
        }
    }

    private static String hash(Path file, StopSignal stop) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            var digest = Sha256.digest();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                stop.heed(Message.of("state.not-restored"));
            }
            return Sha256.told(digest);
        }
    }

    /// The evidence for a person is what PostgreSQL's own program says, where it says anything: it reads over many damages.
    private static ProblemException damaged(Path file, long bytes, Manifest manifest, String sha256,
            ArchiveTool tool,
            OperationId operation, StopSignal stop) {
        List<String> lines = new java.util.ArrayList<>(
                List.of("sha256 " + sha256, "sha256 " + manifest.sha256() + " (manifest)"));
        if (manifest.method() != BackupMethod.COLD_COPY && manifest.sealed().isEmpty()) {
            try {
                lines.addAll(tool.complaints(
                        new Archive(manifest.file(), new FileKind.Other("damaged"), bytes, Optional.of(file), false,
                                () -> Files.newInputStream(file)),
                        operation, stop));
            } catch (ProblemException e) {
                // the hash is evidence enough
            }
        }
        return new ProblemException(new BackupProblem.BackupDamaged(file, bytes, manifest.bytes(), List.copyOf(lines)));
    }

    /// One whole reading through the key: it proves every piece, and tells the length that no foreign file tells.
    private Archive unsealed(Path file, Optional<Manifest> manifest, boolean vouched) throws IOException {
        Archive.Opening opening = () -> sealing.open(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
        FileKind inside;
        try (InputStream first = opening.open()) {
            inside = FileKinds.of(first);
        }
        Sha256.Weight weight;
        try (InputStream whole = opening.open()) {
            weight = Sha256.of(whole);
        }
        manifest.flatMap(Manifest::sealed).filter(told -> !told.sha256().equalsIgnoreCase(weight.sha256())).ifPresent(told -> {
            throw new ProblemException(new BackupProblem.BackupDamaged(file, weight.bytes(), told.bytes(),
                    List.of("sha256 " + weight.sha256(), "sha256 " + told.sha256() + " (manifest)")));
        });
        return new Archive(String.valueOf(file.getFileName()), inside, weight.bytes(), Optional.empty(), vouched, opening);
    }

    private static void mustSuit(Path file, FileKind kind, String serverVersion) {
        if (kind instanceof FileKind.CustomArchive archive
                && Math.max(archive.major(), archive.toolMajor()) > major(serverVersion)) {
            throw new ProblemException(new BackupProblem.ArchiveTooNew(file,
                    "PostgreSQL " + archive.server() + ", pg_dump " + archive.tool(), "PostgreSQL " + serverVersion));
        }
    }

    static int major(String version) {
        String digits = version.replaceAll("^(\\d+).*", "$1");
        return digits.matches("\\d+") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
    }
}
