package dev.lockkeeper.environment;

import dev.lockkeeper.operation.PrivateFiles;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Changes a file that somebody wrote by hand, and keeps a copy of it as it was.
public final class KeptFile {

    private KeptFile() {}

    /// Writes beside and renames, so that a crash leaves the old or the new file, with the rights that the old one had. Returns the copy of
    /// the file as it was.
    public static Path replace(Path file, String text) throws IOException {
        Path kept = keep(file);
        PrivateFiles.replace(file, text, rights(file));
        return kept;
    }

    /// A copy with the first free name of `.env.bak`, `.env.2.bak`, …
    private static Path keep(Path file) throws IOException {
        for (int i = 1;; i++) {
            Path kept = file.resolveSibling(file.getFileName() + (i == 1 ? ".bak" : "." + i + ".bak"));
            try {
                Files.createFile(kept, rights(file));
                Files.copy(file, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
                return kept;
            } catch (FileAlreadyExistsException e) {
                // an earlier one is never overwritten
            }
        }
    }

    private static FileAttribute<?>[] rights(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(file);
        return new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(rights)};
    }
}
