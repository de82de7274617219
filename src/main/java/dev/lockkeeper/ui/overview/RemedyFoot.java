package dev.lockkeeper.ui.overview;

import dev.lockkeeper.ui.kit.Buttons;
import java.util.List;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// The foot of the diagnosis: the one thing to press, a note on it, and the other ways. The second way has a button of its own where there is
/// room for it, and is the first of the menu where there is none.
final class RemedyFoot extends HBox {

    /// A note may wrap, but not into a column of single words.
    private static final double NOTE = 140;

    private final MenuButton more = new MenuButton();
    private List<Other> others = List.of();
    private Button second = new Button();
    private MenuItem folded = new MenuItem();

    /// One of the other ways.
    record Other(Ikon icon, String label, Runnable action) {}

    RemedyFoot() {
        super(12);
        getStyleClass().add("lk-diagnosis-foot");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0); // as wide as its card, whatever it holds
        more.setMinWidth(USE_PREF_SIZE);
        more.setId("other-ways");
        more.getStyleClass().add(atlantafx.base.theme.Styles.FLAT);
    }

    /// Once, after what stands before them was added.
    void others(List<Other> ways, String title) {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.SOMETIMES);
        getChildren().add(gap);
        others = ways;
        if (ways.isEmpty()) {
            return;
        }
        second = Buttons.flat(ways.getFirst().icon(), ways.getFirst().label(), ways.getFirst().action());
        second.setId("second-remedy");
        more.setText(title);
        for (Other way : ways) {
            MenuItem item = new MenuItem(way.label(), new FontIcon(way.icon()));
            item.setOnAction(_ -> way.action().run());
            more.getItems().add(item);
        }
        folded = more.getItems().getFirst();
        getChildren().addAll(second, more);
        fold(false);
    }

    @Override
    protected void layoutChildren() {
        if (!others.isEmpty()) {
            fold(needed() > getWidth() - getInsets().getLeft() - getInsets().getRight());
        }
        super.layoutChildren();
    }

    /// The width of everything, the second way's button among it.
    private double needed() {
        double wide = 0;
        for (Node child : getChildren()) {
            if (child.equals(more) && others.size() == 1) {
                continue;
            }
            boolean growing = HBox.getHgrow(child) != null;
            wide += getSpacing() + (child instanceof Region && growing
                    ? Math.min(child.prefWidth(-1), NOTE)
                    : child.prefWidth(-1));
        }
        return wide - getSpacing();
    }

    private void fold(boolean narrow) {
        show(second, !narrow);
        folded.setVisible(narrow);
        show(more, narrow || others.size() > 1);
    }

    private static void show(Node node, boolean shown) {
        node.setVisible(shown);
        node.setManaged(shown);
    }
}
