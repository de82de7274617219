package dev.lockkeeper.containers;

/// A stream from the engine that somebody follows. Closing it gives its thread and its connection back.
public interface Following extends AutoCloseable {

    @Override
    void close();
}
