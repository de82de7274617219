package dev.lockkeeper.ui.overview;

import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.WaysOut;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.javafx.FontIcon;

/// The foot of the diagnosis: the one thing to press, a note on it, and the other ways. The second way has a button of its own where there is
/// room for it, and is the first of the menu where there is none.
final class RemedyFoot extends HBox {

    /// A note may wrap, but not into a column of single words.
    private static final double NOTE = 140;

    private List<WaysOut.Way> others = List.of();
    private Optional<Button> second = Optional.empty();
    private Optional<MenuButton> more = Optional.empty();
    private String title = "";
    private double wanted;
    private boolean narrow;

    RemedyFoot() {
        super(12);
        getStyleClass().add("lk-diagnosis-foot");
        setAlignment(Pos.CENTER_LEFT);
        setMinWidth(0); // as wide as its card, whatever it holds
    }

    /// Once, after what stands before them was added.
    void others(List<WaysOut.Way> ways, String menu) {
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.SOMETIMES);
        getChildren().add(gap);
        others = ways;
        title = menu;
        arrange();
    }

    @Override
    protected void layoutChildren() {
        if (!others.isEmpty()) {
            if (!narrow) {
                wanted = wanted(); // known only while everything is there
            }
            boolean now = wanted > getWidth() - getInsets().getLeft() - getInsets().getRight();
            if (now != narrow) {
                narrow = now;
                arrange();
            }
        }
        super.layoutChildren();
    }

    private double wanted() {
        double wide = -getSpacing();
        for (Node child : getChildren()) {
            double own = child.prefWidth(-1);
            wide += getSpacing() + (HBox.getHgrow(child) == null ? own : Math.min(own, NOTE));
        }
        return wide;
    }

    /// A menu costs more to draw than all the rest, so it is there only where it is needed.
    private void arrange() {
        second.ifPresent(getChildren()::remove);
        more.ifPresent(getChildren()::remove);
        second = narrow ? Optional.empty() : others.stream().findFirst().map(RemedyFoot::button);
        List<WaysOut.Way> listed = narrow ? others : others.subList(Math.min(1, others.size()), others.size());
        more = listed.isEmpty() ? Optional.empty() : Optional.of(menu(listed));
        second.ifPresent(getChildren()::add);
        more.ifPresent(getChildren()::add);
    }

    private static Button button(WaysOut.Way way) {
        Button button = Buttons.flat(way.icon(), way.label(), way.taking());
        button.setId("second-remedy");
        return button;
    }

    private MenuButton menu(List<WaysOut.Way> ways) {
        MenuButton menu = new MenuButton(title);
        menu.setMinWidth(USE_PREF_SIZE);
        menu.setId("other-ways");
        menu.getStyleClass().add(atlantafx.base.theme.Styles.FLAT);
        for (WaysOut.Way way : ways) {
            MenuItem item = new MenuItem(way.label(), new FontIcon(way.icon()));
            item.setOnAction(_ -> way.taking().run());
            menu.getItems().add(item);
        }
        return menu;
    }
}
