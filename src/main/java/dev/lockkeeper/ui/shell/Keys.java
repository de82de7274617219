package dev.lockkeeper.ui.shell;

import dev.lockkeeper.ui.kit.Destination;
import dev.lockkeeper.ui.kit.Place;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/// The keys that work on every page. They are matched by key, not by character, so that a Korean keyboard state changes nothing.
final class Keys {

    private static final List<KeyCode> DIGITS = List.of(KeyCode.DIGIT1, KeyCode.DIGIT2, KeyCode.DIGIT3, KeyCode.DIGIT4,
            KeyCode.DIGIT5, KeyCode.DIGIT6, KeyCode.DIGIT7);

    private static final List<Place> PLACES = List.of(Place.values());

    private final Shell shell;
    private final ShellModel model;

    Keys(Shell shell, ShellModel model) {
        this.shell = shell;
        this.model = model;
    }

    void listen(Scene scene) {
        scene.addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (!shell.sheetOpen() && pressed(event, scene)) {
                event.consume();
            }
        });
        // after the focused control, so that a field may use Esc first
        scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE && !shell.sheetOpen()
                    && shell.current().map(Destination::escape).orElse(false)) {
                event.consume();
            }
        });
    }

    private boolean pressed(KeyEvent event, Scene scene) {
        if (event.isShortcutDown() && !event.isAltDown()) {
            return event.isShiftDown() ? shifted(event.getCode()) : controlled(event.getCode());
        }
        return switch (event.getCode()) {
            case F1 -> done(shell::help);
            case F5 -> done(() -> shell.current().ifPresent(Destination::refresh));
            case F6 -> done(() -> nextPane(scene, event.isShiftDown() ? -1 : 1));
            default -> false;
        };
    }

    private boolean shifted(KeyCode code) {
        return code == KeyCode.L && done(model::lock);
    }

    private boolean controlled(KeyCode code) {
        int place = DIGITS.indexOf(code);
        if (place >= 0 && place < PLACES.size()) {
            return done(() -> shell.go(PLACES.get(place)));
        }
        return switch (code) {
            case E -> done(shell::chooseEnvironment);
            case COMMA -> done(shell::settings);
            case F -> done(() -> shell.current().ifPresent(Destination::find));
            case ENTER -> done(() -> shell.current().ifPresent(Destination::primary));
            default -> false;
        };
    }

    private static boolean done(Runnable action) {
        action.run();
        return true;
    }

    private void nextPane(Scene scene, int step) {
        List<Parent> panes = shell.panes();
        int now = 0;
        for (int i = 0; i < panes.size(); i++) {
            if (within(scene.getFocusOwner(), panes.get(i))) {
                now = i;
            }
        }
        for (int i = 1; i <= panes.size(); i++) {
            Optional<Node> first = first(panes.get(Math.floorMod(now + step * i, panes.size())));
            if (first.isPresent()) {
                first.get().requestFocus();
                return;
            }
        }
    }

    private static boolean within(@Nullable Node node, Parent pane) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (at.equals(pane)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Node> first(Parent pane) {
        for (Node child : pane.getChildrenUnmodifiable()) {
            if (child.isFocusTraversable() && child.isVisible() && !child.isDisabled()) {
                return Optional.of(child);
            }
            if (child instanceof Parent parent && child.isVisible()) {
                Optional<Node> inside = first(parent);
                if (inside.isPresent()) {
                    return inside;
                }
            }
        }
        return Optional.empty();
    }
}
