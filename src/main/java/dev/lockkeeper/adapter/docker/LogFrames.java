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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Listens to a log as bytes. The pieces that it hands over are only lent: docker-java writes the next one over a full one.
final class LogFrames implements ResultCallback<Frame> {

    private final Piece to;
    private final Runnable atEnd;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile @Nullable Closeable stream;
    private volatile @Nullable Throwable failure;
    private volatile boolean closed;
    private final Gathering gathering = new Gathering();
    private final AtomicLong pieces = new AtomicLong();

    /// Hears each piece and the stream it came on. What it throws ends the reading.
    @FunctionalInterface
    interface Piece {
        void of(boolean error, byte[] bytes) throws IOException;
    }

    /// `atEnd` runs when nothing more comes, unless the stream broke or was closed.
    LogFrames(Piece to, Runnable atEnd) {
        this.to = to;
        this.atEnd = atEnd;
    }

    @Override
    public void onStart(Closeable opened) {
        stream = opened;
        if (closed) {
            close();
        }
    }

    @Override
    public void onNext(Frame frame) {
        if (closed) {
            return;
        }
        pieces.incrementAndGet();
        gathering.piece();
        try {
            to.of(frame.getStreamType() == StreamType.STDERR, frame.getPayload());
        } catch (IOException | RuntimeException e) {
            onError(e);
            Closeable open = stream;
            if (open != null) {
                closeQuietly(open);
            }
        }
    }

    @Override
    public void onError(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
        // for an answer such as "no such container" docker-java says no more than this
        ended.countDown();
    }

    @Override
    public void onComplete() {
        try {
            if (!closed && failure == null) {
                atEnd.run();
            }
        } finally {
            ended.countDown();
        }
    }

    void await() throws InterruptedException {
        ended.await();
    }

    /// Waits for the end, as long as something comes now and then; false where nothing did for that long.
    boolean awaitMoving(Duration silence) throws InterruptedException {
        long before;
        do {
            before = pieces.get();
            if (ended.await(silence.toMillis(), TimeUnit.MILLISECONDS)) {
                return true;
            }
        } while (pieces.get() != before);
        return false;
    }

    /// Why it broke, if it did and we did not close it ourselves.
    Optional<Throwable> failure() {
        return closed ? Optional.empty() : Optional.ofNullable(failure);
    }

    @Override
    public void close() {
        closed = true;
        Closeable open = stream;
        if (open != null) {
            closeQuietly(open);
        }
    }

    private static void closeQuietly(Closeable open) {
        try {
            open.close();
        } catch (IOException e) {
            // closed all the same
        }
    }
}
