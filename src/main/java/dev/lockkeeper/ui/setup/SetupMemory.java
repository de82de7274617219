package dev.lockkeeper.ui.setup;

import dev.lockkeeper.operation.Feed;
import dev.lockkeeper.setup.Checklist;
import java.util.Optional;

/// What the set-up did in this window: it outlives the environment, which is opened anew once its file was made.
/// Touched on the screen's thread only.
public final class SetupMemory {

    private Checklist list = Checklist.BLANK;
    private Optional<Feed> feed = Optional.empty();

    Checklist list() {
        return list;
    }

    Optional<Feed> feed() {
        return feed;
    }

    void keep(Checklist now) {
        list = now;
    }

    void keep(Feed now) {
        feed = Optional.of(now);
    }
}
