package dev.lockkeeper.environment;

import dev.lockkeeper.words.Message;

/// A place in an `.env` text that Compose would refuse. `at` is an index into the text.
final class EnvSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int at;
    private final transient Message reason;

    EnvSyntaxException(int at, String key, Object... arguments) {
        super(key, null, false, false);
        this.at = at;
        this.reason = Message.of("environment.malformed." + key, arguments);
    }

    int at() {
        return at;
    }

    Message reason() {
        return reason;
    }
}
