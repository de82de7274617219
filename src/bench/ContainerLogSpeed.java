import dev.lockkeeper.adapter.docker.DockerConnection;
import dev.lockkeeper.adapter.docker.DockerLog;
import dev.lockkeeper.advice.Advices;
import dev.lockkeeper.containers.LogStart;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Look;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.ScreenThreads;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.log.ContainerLogCard;
import dev.lockkeeper.ui.log.ContainerLogModel;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.io.File;
import java.lang.management.ManagementFactory;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.application.Platform;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableBooleanValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;

/// The part of `src/bench/container-log` that runs in a console: arguments are the container, its lines, the rounds, and a file for `docker logs`.
final class ContainerLogSpeed {

    private final ContainerLogModel model;
    private final List<Double> stalls = new ArrayList<>();
    private final List<Double> waits = new ArrayList<>();

    private ContainerLogSpeed(ContainerLogModel model) {
        this.model = model;
    }

    public static void main(String[] arguments) throws Exception {
        String id = arguments[0];
        int lines = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        File file = new File(arguments[3]);
        DockerConnection connection = DockerConnection.ofThisMachine();
        CountDownLatch ready = new CountDownLatch(1);
        ContainerLogModel model = new ContainerLogModel(new DockerLog(connection), List.of(new Secret("pa55-w0rd-canary")), new ScreenThreads(),
                new LogStart.Beginning());
        ScreenThreads.startUp(() -> {
            Look.loadFonts();
            ContainerLogCard card = new ContainerLogCard(model, new Window(), Advices::on);
            Scene scene = new Scene(card, 1000, 700);
            Look.LIGHT.dress(scene);
            Stage stage = new Stage();
            stage.setScene(scene);
            stage.show();
            model.search(java.util.Objects.requireNonNullElse(System.getenv("BENCH_SEARCH"), ""));
            ready.countDown();
        });
        ready.await();
        while (plain(id, file, null) < lines) {
            TimeUnit.MILLISECONDS.sleep(500);
        }
        new ContainerLogSpeed(model).run(id, lines, rounds, file);
        connection.close();
        Platform.exit();
        System.exit(0);
    }

    private void run(String id, int lines, int rounds, File file) throws Exception {
        long before = heap();
        List<Double> ratios = new ArrayList<>();
        // the first rounds warm the code
        for (int round = -1; round <= rounds; round++) {
            double[] took = new double[1];
            plain(id, file, took);
            double ours = ours(id, lines, round > 0);
            if (round > 0) {
                ratios.add(took[0] / ours);
                System.out.printf("round %d: docker logs %.2f s (%.0f lines/s), ours %.2f s (%.0f lines/s), ratio %.2f%n", round, took[0],
                        lines / took[0], ours, lines / ours, took[0] / ours);
            } else {
                System.out.printf("warming: docker logs %.2f s, ours %.2f s%n", took[0], ours);
            }
        }
        // the last 50,000 lines are still on screen
        System.out.printf("lines/s against docker logs: %.2f (median of %d; at least 0.9)%n", at(ratios, 0.5), rounds);
        System.out.printf("screen's thread busy while a heartbeat waited: 99.9th percentile %.1f ms, longest %.1f ms (at most 50); with what the machine"
                + " gave to others: %.1f ms, %.1f ms; %d heartbeats%n", at(stalls, 0.999), at(stalls, 1), at(waits, 0.999), at(waits, 1), stalls.size());
        System.out.printf("live heap: %.1f MB before, %.1f MB after, grown %.1f MB (at most 60); %d lines kept%n", before / 1e6, heap() / 1e6,
                (heap() - before) / 1e6, model.lines().size());
    }

    /// The lines that `docker logs` wrote.
    private static long plain(String id, File file, double[] took) throws Exception {
        long began = System.nanoTime();
        Process docker = new ProcessBuilder("docker", "logs", id).redirectErrorStream(true).redirectOutput(file).start();
        docker.waitFor();
        if (took != null) {
            took[0] = (System.nanoTime() - began) / 1e9;
            return 0;
        }
        try (var lines = java.nio.file.Files.lines(file.toPath())) {
            return lines.count();
        }
    }

    /// Seconds from the question to the last line on screen.
    private double ours(String id, int lines, boolean watched) throws Exception {
        CountDownLatch last = new CountDownLatch(1);
        String end = "checkpoint %07d ".formatted(lines);
        CountDownLatch closed = new CountDownLatch(1);
        Platform.runLater(() -> {
            model.close();
            model.open("0".repeat(64)); // forgets what was shown
            model.close();
            closed.countDown();
        });
        closed.await();
        long began = System.nanoTime();
        Platform.runLater(() -> model.open(id));
        Thread dog = Thread.ofPlatform().daemon().unstarted(() -> watch(last));
        if (watched) {
            dog.start();
        }
        while (!last.await(20, TimeUnit.MILLISECONDS)) {
            Platform.runLater(() -> seen(last, end));
        }
        double took = (System.nanoTime() - began) / 1e9;
        if (watched && System.getenv("BENCH_THREADS") != null) {
            spent(took);
        }
        dog.join();
        return took;
    }

    /// Where the time of all rounds so far went, with BENCH_THREADS set.
    private static void spent(double took) {
        var threads = ManagementFactory.getThreadMXBean();
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && threads.getThreadCpuTime(id) > 200_000_000) {
                System.out.printf("    %-40s %.2f s%n", info.getThreadName(), threads.getThreadCpuTime(id) / 1e9);
            }
        }
        ManagementFactory.getGarbageCollectorMXBeans().forEach(gc -> System.out.printf("    %-40s %.2f s, %d times%n", gc.getName(),
                gc.getCollectionTime() / 1e3, gc.getCollectionCount()));
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.printf("    the whole process %.2f s%n", system.getProcessCpuTime() / 1e9);
    }

    private void seen(CountDownLatch last, String end) {
        if (!model.lines().isEmpty() && model.lines().getLast().text().text().startsWith(end)) {
            last.countDown();
        }
    }

    private void watch(CountDownLatch until) {
        var threads = ManagementFactory.getThreadMXBean();
        long[] screen = new long[1];
        CountDownLatch known = new CountDownLatch(1);
        Platform.runLater(() -> {
            screen[0] = Thread.currentThread().threadId();
            known.countDown();
        });
        try {
            known.await();
            while (!until.await(5, TimeUnit.MILLISECONDS)) {
                CountDownLatch served = new CountDownLatch(1);
                long began = System.nanoTime();
                long cpu = threads.getThreadCpuTime(screen[0]);
                long[] at = new long[2];
                Platform.runLater(() -> {
                    at[0] = System.nanoTime();
                    at[1] = threads.getCurrentThreadCpuTime();
                    served.countDown();
                });
                served.await();
                waits.add((at[0] - began) / 1e6);
                stalls.add((at[1] - cpu) / 1e6);
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            TimeUnit.MILLISECONDS.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static double at(List<Double> values, double part) {
        List<Double> sorted = values.stream().sorted().toList();
        return sorted.isEmpty() ? Double.NaN : sorted.get(Math.min(sorted.size() - 1, (int) (sorted.size() * part)));
    }

    /// A window that holds nothing but the card.
    private static final class Window implements Frame {

        private final Words words = Words.in(Language.KOREAN);

        @Override
        public Words words() {
            return words;
        }

        @Override
        public Figures figures() {
            return new Figures(words, ZoneOffset.UTC);
        }

        @Override
        public void go(Place place) {}

        @Override
        public void settings() {}

        @Override
        public void confirm(Confirmation confirmation) {}

        @Override
        public void open(Node sheet) {}

        @Override
        public void close() {}

        @Override
        public void tell(Tone tone, String text) {}

        @Override
        public void copy(String text) {}

        @Override
        public ObservableBooleanValue changesAllowed() {
            return new SimpleBooleanProperty(true);
        }
    }
}
