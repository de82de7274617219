package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.model.CpuStatsConfig;
import com.github.dockerjava.api.model.MemoryStatsConfig;
import com.github.dockerjava.api.model.Statistics;
import dev.lockkeeper.containers.Following;
import dev.lockkeeper.containers.Load;
import dev.lockkeeper.containers.Loads;
import dev.lockkeeper.operation.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The engine's statistics, reckoned as `docker stats` does.
public final class DockerLoads implements Loads {

    /// The engine's stream has one a second, which costs a console at rest more than all else that it asks.
    private static final Duration BETWEEN = Duration.ofSeconds(15);
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final DockerConnection connection;

    public DockerLoads(DockerConnection connection) {
        this.connection = connection;
    }

    @Override
    public Following follow(String container, Consumer<Load> sample) {
        Thread measuring = Thread.ofVirtual().name("lockkeeper-load").start(() -> {
            try {
                while (true) {
                    measure(container).flatMap(DockerLoads::read).ifPresent(sample);
                    Thread.sleep(BETWEEN);
                }
            } catch (InterruptedException | CancellationException e) {
                // nobody wants to know any more
            }
        });
        return measuring::interrupt;
    }

    /// One measurement, which takes the engine a second or two; empty where the engine or the container is away.
    private Optional<Statistics> measure(String container) throws InterruptedException {
        CompletableFuture<Optional<Statistics>> told = new CompletableFuture<>();
        try (EngineStream<Statistics> once = new EngineStream<>(one -> told.complete(Optional.of(one)),
                () -> told.complete(Optional.empty()))) {
            connection.ask(client -> client.statsCmd(container).withNoStream(true).exec(once));
            return told.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ProblemException | ExecutionException | TimeoutException e) {
            return Optional.empty();
        }
    }

    /// Empty for the first of a stream, which has nothing to compare with, and for those of a container that has ended: the engine goes on
    /// sending them.
    static Optional<Load> read(Statistics told) {
        MemoryStatsConfig memory = told.getMemoryStats();
        Long used = memory == null ? null : memory.getUsage();
        if (memory == null || used == null) {
            return Optional.empty();
        }
        Long limit = memory.getLimit();
        return share(told.getCpuStats(), told.getPreCpuStats()).map(cpu -> new Load(at(told), cpu,
                OptionalLong.of(Math.max(0, used - cached(memory))),
                limit == null || limit <= 0 ? OptionalLong.empty() : OptionalLong.of(limit)));
    }

    private static Instant at(Statistics told) {
        return DockerContainers.instant(told.getRead()).orElseGet(Instant::now);
    }

    private static Optional<Double> share(@Nullable CpuStatsConfig now, @Nullable CpuStatsConfig before) {
        if (now == null || before == null || now.getCpuUsage() == null || before.getCpuUsage() == null
                || now.getSystemCpuUsage() == null || before.getSystemCpuUsage() == null
                || now.getCpuUsage().getTotalUsage() == null || before.getCpuUsage().getTotalUsage() == null) {
            return Optional.empty();
        }
        long ours = now.getCpuUsage().getTotalUsage() - before.getCpuUsage().getTotalUsage();
        long all = now.getSystemCpuUsage() - before.getSystemCpuUsage();
        if (ours < 0 || all <= 0) {
            return Optional.empty();
        }
        long cores = now.getOnlineCpus() == null || now.getOnlineCpus() == 0
                ? now.getCpuUsage().getPercpuUsage() == null ? 1 : now.getCpuUsage().getPercpuUsage().size()
                : now.getOnlineCpus();
        return Optional.of((double) ours / all * cores * 100);
    }

    /// Files that the system keeps in memory only as long as nobody needs it. The two generations of control groups name it differently.
    private static long cached(MemoryStatsConfig memory) {
        if (memory.getStats() == null) {
            return 0;
        }
        Long total = memory.getStats().getTotalInactiveFile();
        Long inactive = total == null ? memory.getStats().getInactiveFile() : total;
        return inactive == null ? 0 : inactive;
    }
}
