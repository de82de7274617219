package dev.lockkeeper.containers;

import java.time.Instant;

/// An image without a name that no container was made from. `bytes` is the room that comes free with it: layers that it
/// shares with an image that stays are not counted, those that several such images share are counted once.
public record UnusedImage(String id, Instant made, long bytes) {

    /// As people know it from the command line.
    public String shortId() {
        String plain = id.substring(id.indexOf(':') + 1);
        return plain.substring(0, Math.min(12, plain.length()));
    }
}
