package dev.lockkeeper.adapter.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import com.github.dockerjava.api.model.Image;
import com.github.dockerjava.api.model.ImageHistory;
import com.github.dockerjava.api.model.LoadResponseItem;
import dev.lockkeeper.containers.ContainerProblem.ImageFileUnfit;
import dev.lockkeeper.containers.Images;
import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.ProblemException;
import dev.lockkeeper.operation.Source;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.words.Message;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Images by the engine's own interface; a file is streamed to it, whatever its size.
public final class DockerImages implements Images {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    /// After the last byte the engine still unpacks layers, and says nothing meanwhile.
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Pattern LOADED = Pattern.compile("Loaded image(?: ID)?: (\\S+)");

    private final DockerConnection connection;

    public DockerImages(DockerConnection connection) {
        this.connection = connection;
    }

    @Override
    public boolean present(String name) {
        try {
            connection.ask(client -> client.inspectImageCmd(name).exec());
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Override
    public List<String> load(Path file, Journal journal, StopSignal stop) {
        try (Counted tar = new Counted(Files.newInputStream(file)); Loading loading = new Loading(journal)) {
            long total = Files.size(file);
            connection.askAtLength(client -> client.loadImageAsyncCmd(tar).exec(loading));
            watch(file, tar.read, total, loading, journal, stop);
            return List.copyOf(loading.names);
        } catch (IOException e) {
            throw unfit(file, e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    @Override
    public List<UnusedImage> unused(Optional<String> wanted) {
        Set<String> needed = new HashSet<>();
        connection.ask(client -> client.listContainersCmd().withShowAll(true).exec()).stream().map(Container::getImageId)
                .filter(Objects::nonNull).forEach(needed::add);
        wanted.flatMap(this::inspected).map(InspectImageResponse::getId).ifPresent(needed::add);
        List<Image> all = connection.ask(client -> client.listImagesCmd().exec());
        List<Image> nameless = connection.ask(client -> client.listImagesCmd().withDanglingFilter(true).exec()).stream()
                .filter(image -> !needed.contains(image.getId()))
                .sorted(Comparator.comparing(Image::getCreated)).toList();
        if (nameless.isEmpty()) {
            return List.of();
        }
        Set<String> going = new HashSet<>(nameless.stream().map(Image::getId).toList());
        Set<List<String>> kept = new HashSet<>();
        all.stream().filter(image -> !going.contains(image.getId()))
                .forEach(image -> layers(image.getId()).forEach(kept::add));
        List<UnusedImage> unused = new ArrayList<>();
        for (Image image : nameless.reversed()) {
            List<List<String>> own = layers(image.getId());
            int shared = (int) own.stream().filter(kept::contains).count();
            kept.addAll(own);
            unused.addFirst(new UnusedImage(image.getId(), Instant.ofEpochSecond(image.getCreated()),
                    own(image, own.size(), shared)));
        }
        return List.copyOf(unused);
    }

    private Optional<InspectImageResponse> inspected(String name) {
        try {
            return Optional.of(connection.ask(client -> client.inspectImageCmd(name).exec()));
        } catch (NotFoundException e) {
            return Optional.empty(); // it was removed meanwhile
        }
    }

    /// Every layer, with all that lie below it: only such a pile is shared as a whole.
    private List<List<String>> layers(String id) {
        List<String> all = inspected(id).map(InspectImageResponse::getRootFS).map(files -> files.getLayers()).orElse(List.of());
        List<List<String>> piles = new ArrayList<>();
        for (int i = 1; i <= all.size(); i++) {
            piles.add(List.copyOf(all.subList(0, i)));
        }
        return piles;
    }

    /// The size of the layers that nobody else has; where their sizes cannot be told apart, of the whole image.
    private long own(Image image, int layers, int shared) {
        if (shared == 0) {
            return image.getSize();
        }
        if (shared == layers) {
            return 0;
        }
        // newest first; a step that changed no file made no layer
        List<Long> sizes = connection.ask(client -> client.imageHistoryCmd(image.getId()).exec()).stream()
                .map(ImageHistory::getSize).filter(size -> size != null && size > 0).toList();
        return sizes.size() == layers
                ? sizes.subList(0, layers - shared).stream().mapToLong(Long::longValue).sum()
                : image.getSize();
    }

    @Override
    public boolean discard(UnusedImage image) {
        try {
            // without force: what a container needs is refused
            connection.ask(client -> client.removeImageCmd(image.id()).exec());
            return true;
        } catch (NotFoundException e) {
            return true; // it was removed meanwhile
        } catch (ConflictException e) {
            return false;
        }
    }

    private void watch(Path file, AtomicLong read, long total, Loading loading, Journal journal, StopSignal stop) {
        long last = -1;
        long since = System.nanoTime();
        try {
            while (!loading.ended.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                stop.heed(Message.of("state.load-stopped"));
                long now = read.get() + loading.said.get();
                journal.progress(Math.min(read.get(), total), total);
                if (now != last) {
                    last = now;
                    since = System.nanoTime();
                } else if (System.nanoTime() - since > PATIENCE.toNanos()) {
                    throw unfit(file, "nothing moved for " + PATIENCE.toSeconds() + " s");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException();
        }
        Throwable failure = loading.failure;
        if (failure != null && !(failure instanceof DockerException)) {
            throw connection.broken(failure);
        }
        if (failure != null || !loading.refused.isEmpty() || loading.names.isEmpty()) {
            throw unfit(file, failure != null
                    ? EngineErrors.text(failure)
                    : loading.refused.isEmpty() ? "no image in it" : loading.refused);
        }
        journal.progress(total, total);
    }

    private static ProblemException unfit(Path file, String reason) {
        return new ProblemException(new ImageFileUnfit(file, PlainText.of(reason)));
    }

    /// Counts what the engine has taken.
    private static final class Counted extends FilterInputStream {

        private final AtomicLong read = new AtomicLong();

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            read.addAndGet(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int got = super.read(into, from, length);
            read.addAndGet(Math.max(0, got));
            return got;
        }
    }

    /// Hears the engine's answer.
    private static final class Loading implements ResultCallback<LoadResponseItem> {

        private final Journal journal;
        private final List<String> names = Collections.synchronizedList(new ArrayList<>());
        private final AtomicLong said = new AtomicLong();
        private final CountDownLatch ended = new CountDownLatch(1);
        private volatile String refused = "";
        private volatile @Nullable Throwable failure;
        private volatile @Nullable Closeable stream;

        Loading(Journal journal) {
            this.journal = journal;
        }

        @Override
        public void onStart(Closeable opened) {
            stream = opened;
        }

        @Override
        public void onNext(LoadResponseItem item) {
            said.incrementAndGet();
            if (item.getErrorDetail() != null) {
                refused = Objects.requireNonNullElse(item.getErrorDetail().getMessage(), "refused");
            }
            String line = PlainText.of(Objects.requireNonNullElse(item.getStream(), "").strip());
            if (!line.isEmpty()) {
                journal.info(Source.DOCKER, line);
                Matcher loaded = LOADED.matcher(line);
                if (loaded.find()) {
                    names.add(loaded.group(1));
                }
            }
        }

        @Override
        public void onError(Throwable thrown) {
            failure = thrown;
            ended.countDown();
        }

        @Override
        public void onComplete() {
            ended.countDown();
        }

        @Override
        public void close() throws IOException {
            Closeable open = stream;
            if (open != null) {
                open.close();
            }
        }
    }
}
