package dev.lockkeeper.ui.kit;

import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.words.Words;
import java.util.Optional;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.Pane;
import org.kordamp.ikonli.feather.Feather;

/// The run under way as a strip on a page: its step, its bytes where they are known, and the way to its log.
public final class RunStrip {

    private final Words words;
    private final ProgressBar progress = new ProgressBar(0);
    private final Notice notice;

    public RunStrip(Frame frame, String id) {
        words = frame.words();
        progress.getStyleClass().add("lk-run-progress");
        notice = new Notice(Tone.WORK, "", progress,
                Buttons.plain(Feather.TERMINAL, words.say("remedy.show-activity"), () -> frame.go(Place.ACTIVITY)));
        notice.setId(id);
    }

    /// At the head of `place` while something runs, and in place: what changes is its step and its bytes.
    public void show(Optional<RunSnapshot> run, Pane place) {
        run.ifPresentOrElse(now -> {
            String step = now.step() == 0 || now.steps().isEmpty()
                    ? ""
                    : " · " + words.say("kit.step", now.count().number(), now.count().of(),
                            now.steps().get(now.step() - 1).title());
            notice.show(words.say(now.title()) + step);
            Optional<RunSnapshot.Progress> bytes = now.progress().filter(known -> known.total() > 0);
            progress.setVisible(bytes.isPresent());
            bytes.ifPresent(known -> progress.setProgress((double) known.done() / known.total()));
            if (!place.getChildren().contains(notice)) {
                place.getChildren().addFirst(notice);
            }
        }, () -> place.getChildren().remove(notice));
    }
}
