package dev.lockkeeper.words;

import java.util.List;

/// A sentence that has not yet chosen its language: a key of the word files and what to fill in.
/// An argument may be a message itself.
public record Message(String key, List<Object> arguments) {

    public Message {
        arguments = List.copyOf(arguments);
    }

    public static Message of(String key, Object... arguments) {
        return new Message(key, List.of(arguments));
    }

    /// Words that are the same in every language: a file name, a server's own text.
    public static Message verbatim(String text) {
        return of("verbatim", text);
    }
}
