package dev.lockkeeper.adapter.docker;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// Stands in front of an engine's socket and hands everything on, until it lets the event streams fall silent and keeps them open.
final class MutedEngine implements AutoCloseable {

    private final ServerSocketChannel server;
    private final UnixDomainSocketAddress engine;
    private volatile boolean mute;
    final AtomicInteger streams = new AtomicInteger();

    MutedEngine(Path socket, Path engine) throws IOException {
        this.engine = UnixDomainSocketAddress.of(engine);
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread.ofPlatform().daemon().start(this::serve);
    }

    /// The streams that are open now say nothing any more; those opened later do.
    void mute() {
        mute = true;
    }

    private void serve() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                SocketChannel behind = SocketChannel.open(engine);
                AtomicBoolean events = new AtomicBoolean();
                boolean before = !mute;
                Thread.ofPlatform().daemon().start(() -> pump(client, behind, events, false));
                Thread.ofPlatform().daemon().start(() -> pump(behind, client, events, before));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(SocketChannel from, SocketChannel to, AtomicBoolean events, boolean muteable) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 14);
        try (from; to) {
            while (from.read(buffer) >= 0) {
                buffer.flip();
                if (new String(buffer.array(), 0, buffer.limit(), StandardCharsets.ISO_8859_1).contains("/events?")) {
                    events.set(true);
                    streams.incrementAndGet();
                }
                while (buffer.hasRemaining() && !(mute && muteable && events.get())) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // one side has gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
