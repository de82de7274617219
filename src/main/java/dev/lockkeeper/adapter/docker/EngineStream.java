package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.async.ResultCallback;
import dev.lockkeeper.containers.Following;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One endless answer of the engine. It says once that it is over, unless we ended it.
final class EngineStream<T> implements ResultCallback<T>, Following {

    private final Consumer<T> next;
    private final Runnable ended;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Closeable connection;
    private volatile boolean closed;

    EngineStream(Consumer<T> next, Runnable ended) {
        this.next = next;
        this.ended = ended;
    }

    @Override
    public void onStart(Closeable opened) {
        connection = opened;
        if (closed) {
            close();
        }
    }

    @Override
    public void onNext(T object) {
        if (!closed) {
            next.accept(object);
        }
    }

    @Override
    public void onError(Throwable thrown) {
        finish();
    }

    @Override
    public void onComplete() {
        finish();
    }

    private void finish() {
        if (over.compareAndSet(false, true) && !closed) {
            ended.run();
        }
    }

    @Override
    public void close() {
        closed = true;
        Closeable open = connection;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // closed all the same
            }
        }
    }
}
