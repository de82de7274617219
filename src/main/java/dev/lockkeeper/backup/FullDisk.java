package dev.lockkeeper.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Tells a full disk from other troubles. Systems say it in their own language, so the free space counts too.
public final class FullDisk {

    private static final long NOTHING_LEFT = 1 << 20;
    private static final List<String> WORDS = List.of("No space left on device", "not enough space", "Disk quota exceeded",
            "File too large");

    private FullDisk() {}

    /// Whether a failure to write into `folder`, told as `words`, comes from a full disk.
    public static boolean is(String words, Path folder) {
        if (WORDS.stream().anyMatch(words::contains)) {
            return true;
        }
        try {
            return Files.getFileStore(folder).getUsableSpace() < NOTHING_LEFT;
        } catch (IOException e) {
            return false;
        }
    }
}
