package dev.lockkeeper.adapter.docker;

import dev.lockkeeper.containers.ContainerLine;
import dev.lockkeeper.containers.ContainerLine.Stream;
import dev.lockkeeper.containers.LogMark;
import dev.lockkeeper.containers.LogStart;
import java.time.Instant;
import java.util.function.Consumer;

/// One stream of frames, from the engine's question up to its end, as lines.
interface LogPipe {

    /// Opens the stream and hands its lines over on a thread of the stream's own.
    LogFrames open(LogStart start, boolean follow, Consumer<ContainerLine> to);

    /// Whether the container runs, or is about to.
    Life life();

    enum Life {
        RUNS, COMES_BACK, ENDED
    }

    /// The second, of 1970, from which the engine has to read again: it knows no finer time. A little before, as the streams' times are not in order.
    static int second(LogMark mark) {
        return (int) Math.max(0, mark.latest().map(Instant::getEpochSecond).orElse(0L) - 1);
    }

    /// Frames that become lines. A line that a followed log leaves without an end is not told: it is read again, and then whole.
    static LogFrames lines(boolean follow, Consumer<ContainerLine> to) {
        StampedLines out = new StampedLines(Stream.OUT, to);
        StampedLines err = new StampedLines(Stream.ERR, to);
        return new LogFrames((error, bytes) -> (error ? err : out).add(bytes), () -> {
            if (!follow) {
                out.end();
                err.end();
            }
        });
    }
}
