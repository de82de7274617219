package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Listens to what a container or a program in it prints. The end of the stream proves nothing: it also comes when the engine dies.
final class Frames implements ResultCallback<Frame> {

    private final Lines out;
    private final Lines err;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Closeable stream;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;

    Frames(Consumer<String> out, Consumer<String> err) {
        this.out = new Lines(out);
        this.err = new Lines(err);
    }

    @Override
    public void onStart(Closeable opened) {
        stream = opened;
        if (closed) {
            close();
        }
    }

    @Override
    public synchronized void onNext(Frame frame) {
        // A full frame carries docker-java's own buffer, which the next one overwrites: used before it can.
        (frame.getStreamType() == StreamType.STDERR ? err : out).add(frame.getPayload());
    }

    @Override
    public void onError(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        finish();
    }

    @Override
    public void onComplete() {
        finish();
    }

    private synchronized void finish() {
        if (ended.getCount() > 0) {
            out.end();
            err.end();
            ended.countDown();
        }
    }

    /// Whether the stream ended within `limit`.
    boolean await(Duration limit) throws InterruptedException {
        return ended.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// Why the stream broke, if it did and we did not close it ourselves.
    Optional<Throwable> failure() {
        return closed ? Optional.empty() : Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        closed = true;
        Closeable open = stream;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // closed all the same
            }
        }
    }
}
