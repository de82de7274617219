package dev.lockkeeper.operation;

import dev.lockkeeper.words.Message;

/// The stop was heeded; `state` says how the data stands now.
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Message state;

    public StoppedException(Message state) {
        super(state.key());
        this.state = state;
    }

    public Message state() {
        return state;
    }
}
