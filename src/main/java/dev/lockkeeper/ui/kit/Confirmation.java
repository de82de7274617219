package dev.lockkeeper.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.scene.Node;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// What a person is asked before something is changed: the steps, what is lost, what must be typed, and the verb.
/// All its words are already in the language of the screen.
public final class Confirmation {

    final Guard guard;
    final String title;
    final String subtitle;
    final List<Fact> facts = new ArrayList<>();
    final List<Step> steps = new ArrayList<>();
    final List<Loss> losses = new ArrayList<>();
    Optional<Node> picture = Optional.empty();
    final List<String> warnings = new ArrayList<>();
    Optional<String> lossTitle = Optional.empty();
    Optional<String> command = Optional.empty();
    Optional<String> typed = Optional.empty();
    Optional<String> reasonPrompt = Optional.empty();
    Ikon icon = Feather.ARROW_UP_CIRCLE;
    String verb = "";
    Consumer<String> act = _ -> {};
    Optional<Aside> aside = Optional.empty();
    Optional<String> refused = Optional.empty();

    /// A fact in a small box above the steps.
    public record Fact(Ikon icon, String name, String value) {}

    /// One numbered step. `time` may be blank.
    public record Step(Ikon icon, String title, String detail, String time) {}

    /// One line of what is lost: what, and how much of it; `data` is false for what only ends, such as a session.
    public record Loss(String what, String amount, boolean data) {}

    record Aside(Ikon icon, String text, Runnable action) {}

    private Confirmation(Guard guard, String title, String subtitle) {
        this.guard = guard;
        this.title = title;
        this.subtitle = subtitle;
    }

    public static Confirmation of(Guard guard, String title, String subtitle) {
        return new Confirmation(guard, title, subtitle);
    }

    public Confirmation picture(Node drawing) {
        picture = Optional.of(drawing);
        return this;
    }

    public Confirmation fact(Ikon factIcon, String name, String value) {
        facts.add(new Fact(factIcon, name, value));
        return this;
    }

    public Confirmation step(Ikon stepIcon, String stepTitle, String detail, String time) {
        steps.add(new Step(stepIcon, stepTitle, detail, time));
        return this;
    }

    public Confirmation losing(String what, String amount) {
        losses.add(new Loss(what, amount, true));
        return this;
    }

    /// What ends, without data being lost with it.
    public Confirmation ending(String what, String amount) {
        losses.add(new Loss(what, amount, false));
        return this;
    }

    /// What stands over the losses, where more is known than that there are some.
    public Confirmation losses(String heading) {
        lossTitle = Optional.of(heading);
        return this;
    }

    public Confirmation warning(String text) {
        warnings.add(text);
        return this;
    }

    /// The exact command that the verb stands for.
    public Confirmation command(String text) {
        command = Optional.of(text);
        return this;
    }

    /// The database's name must be typed, letter by letter.
    public Confirmation typing(String name) {
        typed = Optional.of(name);
        return this;
    }

    /// A reason must be given; `prompt` is an example of one.
    public Confirmation askingReason(String prompt) {
        reasonPrompt = Optional.of(prompt);
        return this;
    }

    /// It cannot be done, and why: the sheet tells what it would take, and has no verb that works.
    public Confirmation refused(String why) {
        refused = Optional.of(why);
        return this;
    }

    /// A harmless way aside, such as looking at the SQL.
    public Confirmation aside(Ikon asideIcon, String text, Runnable action) {
        aside = Optional.of(new Aside(asideIcon, text, action));
        return this;
    }

    /// What the sheet is for. `action` gets the reason, blank where none was asked.
    public Confirmation doing(Ikon verbIcon, String text, Consumer<String> action) {
        icon = verbIcon;
        verb = text;
        act = action;
        return this;
    }
}
