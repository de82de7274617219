package dev.lockkeeper.ui.log;

import dev.lockkeeper.ui.kit.ScreenThreads;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollBar;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.skin.VirtualFlow;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;

/// A log's lines that stay at the end while more come, until somebody looks back; then what is looked at stays.
public final class FollowedList<L> extends ListView<L> {

    private final BooleanProperty follow = new SimpleBooleanProperty(this, "follow", true);
    /// Held here and weakly by the lines, which outlive their views.
    private final ListChangeListener<L> changes = this::changed;
    private boolean settling;

    public FollowedList(ObservableList<L> lines, Function<? super L, LogRow> look, Supplier<LogCell.Search> search) {
        super(lines);
        setFixedCellSize(21);
        getStyleClass().add("lk-log");
        getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
        setCellFactory(_ -> new LogCell<>(look, search));
        addEventHandler(KeyEvent.KEY_PRESSED, this::keys);
        addEventFilter(ScrollEvent.SCROLL, event -> {
            if (event.getDeltaY() > 0) {
                follow.set(false);
            }
        });
        addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getTarget() instanceof Node target && inScrollBar(target)) {
                follow.set(false);
            }
        });
        follow.subscribe(on -> {
            if (on) {
                toEnd();
            }
        });
        // what stands above may grow and take the last lines away
        heightProperty().subscribe(() -> {
            if (follow.get()) {
                toEnd();
            }
        });
        lines.addListener(new javafx.collections.WeakListChangeListener<>(changes));
    }

    public BooleanProperty followProperty() {
        return follow;
    }

    /// The chosen lines, or all of them where fewer than two are chosen.
    public List<L> chosen() {
        List<Integer> rows = getSelectionModel().getSelectedIndices();
        if (rows.size() < 2) {
            return List.copyOf(getItems());
        }
        List<L> lines = new ArrayList<>(rows.size());
        for (int row : rows) {
            lines.add(getItems().get(row));
        }
        return lines;
    }

    /// Looks at one row, with a few before it.
    public void lookAt(int row) {
        follow.set(false);
        getSelectionModel().clearAndSelect(row);
        scrollTo(Math.max(0, row - 5));
    }

    private void changed(ListChangeListener.Change<? extends L> change) {
        if (follow.get()) {
            toEnd();
            return;
        }
        int gone = 0;
        while (change.next()) {
            if (change.wasRemoved() && change.getFrom() == 0 && change.getAddedSize() == 0) {
                gone += change.getRemovedSize();
            }
        }
        if (gone > 0 && gone < getItems().size() && lookup(".virtual-flow") instanceof VirtualFlow<?> flow
                && flow.getFirstVisibleCell() != null) {
            scrollTo(Math.max(0, flow.getFirstVisibleCell().getIndex() - gone));
        }
    }

    private void toEnd() {
        int size = getItems().size();
        if (size > 0) {
            scrollTo(size - 1);
            // the list knows the height of its bars only after it was laid out, and would leave the last line half below them
            if (!settling) {
                settling = true;
                ScreenThreads.afterThis(this::settle);
            }
        }
    }

    private void settle() {
        settling = false;
        if (follow.get() && !getItems().isEmpty()) {
            layout();
            scrollTo(getItems().size() - 1);
        }
    }

    /// Whoever takes the scroll bar wants to look at something that new lines would push away.
    private static boolean inScrollBar(Node target) {
        for (Node at = target; at != null; at = at.getParent()) {
            if (at instanceof ScrollBar) {
                return true;
            }
        }
        return false;
    }

    private void keys(KeyEvent event) {
        switch (event.getCode()) {
            case END -> follow.set(true);
            case HOME, PAGE_UP, UP -> follow.set(false);
            default -> {
                // of no meaning for the following
            }
        }
    }
}
