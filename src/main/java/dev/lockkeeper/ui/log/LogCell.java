package dev.lockkeeper.ui.log;

import dev.lockkeeper.containers.ShownText.Ink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.HashMap;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.javafx.FontIcon;

/// One line of a log: time, level, source, text. What the search found is marked in the text, and outlined in the row that is looked at.
public final class LogCell<L> extends ListCell<L> {

    /// What fits on no screen is not laid out.
    private static final int WIDEST = 600;
    private static final int MOST_PIECES = 40;
    /// How many characters stand before a hit that would not be seen.
    private static final int LEAD = 40;
    private static final int SEEN = 60;
    private static final int TEXT_AT = 3;

    private final Function<? super L, LogRow> look;
    private final Supplier<Search> search;
    private final Label time = new Label();
    private final Label level = new Label();
    private final Label source = new Label();
    private final Label text = new Label();
    private final HBox pieces = new HBox();
    private final Label more = new Label();
    private final Map<Ikon, FontIcon> signs = new HashMap<>();
    private final HBox row = new HBox(time, level, source, text, more);
    private String cellStyle = "";
    private String levelStyle = "";
    private String sourceStyle = "";
    private String hitStyle = "";

    /// What is searched for, and the row that is looked at; -1 for none.
    public record Search(Needle needle, int row) {

        public static final Search NOTHING = new Search(Needle.NOTHING, -1);
    }

    public LogCell(Function<? super L, LogRow> look, Supplier<Search> search) {
        this.look = look;
        this.search = search;
        time.getStyleClass().add("lk-log-time");
        level.getStyleClass().add("lk-log-level");
        source.getStyleClass().add("lk-log-source");
        text.getStyleClass().addAll("lk-log-text", "lk-may-cut");
        text.setMinWidth(0);
        more.getStyleClass().add("lk-log-more");
        more.setMinWidth(USE_PREF_SIZE);
        pieces.setMinWidth(0);
        pieces.setAlignment(Pos.CENTER_LEFT);
        pieces.getStyleClass().add("lk-log-pieces");
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("lk-log-row");
        getStyleClass().add("lk-log-cell");
        setPrefWidth(0);
    }

    @Override
    protected void updateItem(@Nullable L line, boolean empty) {
        super.updateItem(line, empty);
        if (empty || line == null) {
            setGraphic(null);
            dress(this, cellStyle, "");
            cellStyle = "";
            return;
        }
        LogRow shown = look.apply(line);
        time.setText(shown.time());
        level.setText(shown.level());
        Node sign = shown.sign().map(icon -> signs.computeIfAbsent(icon, wanted -> new FontIcon(wanted))).orElse(null);
        if (!Objects.equals(level.getGraphic(), sign)) {
            level.setGraphic(sign);
        }
        source.setText(shown.source().label());
        more.setText(shown.more());
        more.setManaged(!shown.more().isEmpty());
        write(shown);
        dress(row, levelStyle, shown.style());
        levelStyle = shown.style();
        dress(this, cellStyle, shown.style());
        cellStyle = shown.style();
        dress(source, sourceStyle, shown.source().label());
        sourceStyle = shown.source().label();
        if (getGraphic() == null) {
            setGraphic(row);
        }
    }

    private void write(LogRow shown) {
        Search now = search.get();
        boolean hit = now.needle().isIn(shown.text());
        boolean current = hit && now.row() == getIndex();
        String style = current ? "hit-now" : hit ? "hit" : "";
        dress(row, hitStyle, style);
        hitStyle = style;
        boolean decorated = hit || !shown.inks().isEmpty();
        if (decorated) {
            pieces.getChildren().setAll(parts(shown, now.needle(), current));
        } else {
            pieces.getChildren().clear();
            text.setText(shown.text().length() > WIDEST ? shown.text().substring(0, WIDEST) + "…" : shown.text());
        }
        if (row.getChildren().contains(decorated ? text : pieces)) {
            row.getChildren().set(TEXT_AT, decorated ? pieces : text);
        }
    }

    private static List<Label> parts(LogRow shown, Needle needle, boolean current) {
        String text = shown.text();
        int firstHit = needle.in(text, 0);
        int from = current && firstHit > SEEN ? firstHit - LEAD : 0;
        int until = Math.min(text.length(), from + WIDEST);
        TreeSet<Integer> cuts = new TreeSet<>(List.of(from, until));
        List<int[]> hits = new ArrayList<>();
        for (int at = firstHit; at >= 0 && at < until
                && hits.size() < MOST_PIECES / 2; at = needle.in(text, at + needle.length())) {
            hits.add(new int[]{at, at + needle.length()});
            cuts.add(Math.clamp(at, from, until));
            cuts.add(Math.clamp(at + needle.length(), from, until));
        }
        for (Ink ink : shown.inks()) {
            if (cuts.size() < MOST_PIECES) {
                cuts.add(Math.clamp(ink.from(), from, until));
                cuts.add(Math.clamp(ink.to(), from, until));
            }
        }
        List<Label> parts = new ArrayList<>();
        int start = from;
        for (int cut : cuts.tailSet(from, false)) {
            int begins = start;
            Label part = new Label((begins == from && from > 0 ? "…" : "") + text.substring(begins, cut)
                    + (cut == until && until < text.length() ? "…" : ""));
            part.setMinWidth(USE_PREF_SIZE);
            part.getStyleClass().add("lk-log-piece");
            shown.inks().stream().filter(ink -> ink.from() <= begins && begins < ink.to()).findFirst()
                    .ifPresent(ink -> paint(part, ink));
            if (hits.stream().anyMatch(hit -> hit[0] <= begins && begins < hit[1])) {
                part.getStyleClass().add("found");
            }
            parts.add(part);
            start = cut;
        }
        return parts;
    }

    private static void paint(Label part, Ink ink) {
        if (ink.colour() >= 0) {
            part.getStyleClass().add("ansi-" + ink.colour());
        }
        if (ink.bold()) {
            part.getStyleClass().add("ansi-bold");
        }
        if (ink.underlined()) {
            part.getStyleClass().add("ansi-underlined");
        }
    }

    /// A class that stays costs nothing; a class that changes has the row styled anew.
    private static void dress(Node node, String before, String after) {
        if (!before.equals(after)) {
            node.getStyleClass().remove(before);
            if (!after.isEmpty()) {
                node.getStyleClass().add(after);
            }
        }
    }
}
