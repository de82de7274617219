package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Message;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;

/// What follows when a button for the container is pressed, on whatever page it stands: what changes nothing that runs is done at once,
/// everything else is asked first.
final class Pressed {

    private final ContainersModel model;
    private final Frame frame;
    private final ContainersDestination.Outside outside;
    private final Sheets sheets;
    private final boolean elsewhere;

    /// `elsewhere`: the button stands on another page, where the container's own log is not seen.
    Pressed(ContainersModel model, Frame frame, ContainersDestination.Outside outside, boolean elsewhere) {
        this.model = model;
        this.frame = frame;
        this.outside = outside;
        this.elsewhere = elsewhere;
        this.sheets = new Sheets(model, frame, outside.advice(), this::start);
    }

    /// Why it cannot be done now.
    Optional<Message> off(Wish deed) {
        Optional<Message> busy = model.page().get().off();
        return harmless(deed) || frame.changesAllowed().get()
                ? busy
                : busy.or(() -> Optional.of(Message.of("migrations.off.read-only")));
    }

    void ask(Wish deed) {
        if (refused(deed)) {
            return;
        }
        if (harmless(deed)) {
            start(deed, "");
        } else {
            sheets.ask(deed);
        }
    }

    private boolean refused(Wish deed) {
        Optional<Message> off = off(deed);
        // on its own page the button is off, and says why beside it
        off.filter(_ -> elsewhere).ifPresent(why -> frame.tell(Tone.WARN, frame.words().say(why)));
        return off.isPresent();
    }

    /// What only goes on, or begins.
    static boolean harmless(Wish deed) {
        return deed instanceof Wish.Start || deed instanceof Wish.Unpause;
    }

    /// Lets a person choose the image's file.
    void load(Node owner) {
        if (refused(new Wish.Pull())) {
            return;
        }
        outside.choosing().file(owner, frame.words().say("containers.load.choose"), List.of("*.tar", "*.tar.gz", "*.tgz"))
                .ifPresent(file -> sheets.ask(new Wish.Load(file)));
    }

    /// Looks which images nobody needs, so that a person can be asked. `thenStart`: for the room that a server lacks.
    void prune(boolean thenStart) {
        if (refused(new Wish.Prune(List.of(), thenStart))) {
            return;
        }
        model.unused((List<UnusedImage> found) -> sheets.prune(new Wish.Prune(found, thenStart)),
                problem -> frame.tell(Tone.BAD, frame.words().say(outside.advice().apply(problem).headline())));
    }

    void reset(ServiceRoom.Reset facts) {
        sheets.reset(facts);
    }

    private void start(Wish deed, String reason) {
        if (!model.start(deed, reason)) {
            frame.tell(Tone.WARN, frame.words().say("overview.busy"));
        } else if (elsewhere || deed instanceof Wish.Pull || deed instanceof Wish.Load || deed instanceof Wish.Reset
                || deed instanceof Wish.Prune) {
            // what they print is all there is to see; the others are seen in the container's own log
            frame.go(Place.ACTIVITY);
        }
    }
}
