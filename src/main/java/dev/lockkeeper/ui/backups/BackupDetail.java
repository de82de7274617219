package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupEntry.State;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.ui.kit.Badge;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One backup read closely: what it holds, whether it was ever restored, and, at the foot, the way back to it.
final class BackupDetail extends VBox {

    private static final int TABLES = 3;
    private static final int LINES = 4;

    private final BackupsModel model;
    private final Frame frame;
    private final Words words;
    private final Figures figures;
    private final Consumer<Path> openFolder;
    private final VBox head = new VBox(6);
    private final VBox body = new VBox(14);
    private final Button test;
    private final Wrapped testing = new Wrapped("", "lk-muted");
    private final HBox proving;
    private final Button restore;
    private final Wrapped restoring = new Wrapped("");
    private final VBox danger = new VBox();
    private final VBox nothing;
    private Optional<BackupEntry> shown = Optional.empty();

    BackupDetail(BackupsModel model, Frame frame, Consumer<Path> openFolder) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.figures = frame.figures();
        this.openFolder = openFolder;
        setId("backup-detail");
        getStyleClass().addAll("lk-card", "table-card");
        test = Buttons.plain(Feather.SHIELD, words.say("backups.test"), model::test);
        test.setId("test-restore");
        HBox.setHgrow(testing, Priority.ALWAYS);
        proving = new HBox(10, test, testing);
        proving.setAlignment(Pos.CENTER_LEFT);
        restore = Buttons.danger(Feather.ROTATE_CCW,
                words.say(model.environment().production() ? "backups.restore.production" : "backups.restore"), model::preview);
        restore.setId("restore");
        nothing = new EmptyState(Feather.FILE, words.say("backups.none-chosen"), words.say("backups.none-chosen.why"));
        VBox.setVgrow(nothing, Priority.ALWAYS);
        head.getStyleClass().addAll("lk-card-header", "backup-head");
        body.getStyleClass().add("lk-card-body");
        ScrollPane middle = new ScrollPane(body);
        middle.setFitToWidth(true);
        middle.getStyleClass().add("lk-plain-scroll");
        middle.setMinHeight(0);
        VBox.setVgrow(middle, Priority.ALWAYS);
        danger();
        getChildren().addAll(head, middle, danger, nothing);
    }

    private void danger() {
        Label title = Labels.strong(words.say("backups.danger"));
        title.setGraphic(new FontIcon(Feather.ALERT_OCTAGON));
        HBox top = new HBox(title);
        top.getStyleClass().add("backup-danger-head");
        HBox.setHgrow(restoring, Priority.ALWAYS);
        HBox line = new HBox(10, restoring, restore);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setFillHeight(false);
        line.getStyleClass().add("backup-danger-body");
        danger.getChildren().addAll(top, line);
        danger.setMinHeight(USE_PREF_SIZE);
    }

    /// Puts the cursor on the first thing that can be done with the file.
    void focus() {
        test.requestFocus();
    }

    void show(BackupsPage page, boolean allowed) {
        Optional<BackupEntry> chosen = page.chosenEntry();
        getChildren().forEach(part -> {
            boolean seen = part.equals(nothing) == chosen.isEmpty();
            part.setVisible(seen);
            part.setManaged(seen);
        });
        if (chosen.isEmpty()) {
            shown = chosen;
            return;
        }
        BackupEntry entry = chosen.get();
        if (!shown.equals(chosen)) {
            shown = chosen;
            head(entry);
            body.getChildren().setAll(facts(entry));
            body.getChildren().addAll(verdict(entry), proving);
        }
        Optional<Message> offTest = page.cannotTest();
        test.setDisable(offTest.isPresent());
        testing.show(offTest.map(words::say).orElse(words.say("backups.test.why")));
        Optional<Message> offRestore = allowed
                ? page.cannotRestore()
                : Optional.of(Message.of("migrations.off.read-only"));
        restore.setDisable(offRestore.isPresent());
        restoring.show(offRestore.map(words::say).orElseGet(() -> entry.manifest().isPresent()
                ? words.say("backups.danger.why", figures.lately(entry.at(), model.now()))
                : words.say("backups.danger.why.unknown")));
    }

    private void head(BackupEntry entry) {
        StateLook look = StateLook.of(entry.state());
        Badge badge = Badge.of(look.tone(), look.icon(), words.say(entry.state() == State.UNVERIFIED
                ? entry.state().key()
                : "backups.badge." + entry.state().name().toLowerCase(java.util.Locale.ROOT)));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox first = new HBox(4, badge, gap,
                Buttons.icon(Feather.FOLDER, words.say("backups.folder"), () -> openFolder.accept(model.path())),
                Buttons.icon(Feather.COPY, words.say("backups.copy-path"), () -> frame.copy(entry.file().toString())));
        first.setAlignment(Pos.CENTER_LEFT);
        Label name = Labels.cut(Labels.mono(BackupsModel.name(entry.file())));
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        head.getChildren().setAll(first, name);
    }

    private GridPane facts(BackupEntry entry) {
        GridPane facts = new GridPane();
        facts.setHgap(12);
        facts.setVgap(8);
        ColumnConstraints names = new ColumnConstraints();
        names.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints values = new ColumnConstraints();
        values.setHgrow(Priority.ALWAYS);
        values.setMinWidth(0);
        facts.getColumnConstraints().setAll(names, values);
        fact(facts, "backups.fact.at", figures.lately(entry.at(), model.now()) + " "
                + figures.zone(entry.at()).replaceAll(",.*", "") + " · " + figures.ago(entry.at(), model.now()));
        entry.manifest().ifPresent(told -> {
            fact(facts, "backups.fact.environment", told.environment() + " · " + told.database());
            fact(facts, "backups.fact.revision", told.revision());
            fact(facts, "backups.fact.server", told.serverVersion() + " · " + words.say(told.method().key()));
            told.contents().ifPresent(contents -> fact(facts, "backups.fact.contents", contents(contents.rows())));
        });
        fact(facts, "backups.fact.size", figures.bytes(entry.bytes()));
        entry.manifest().ifPresent(told -> {
            fact(facts, "backups.fact.by", BackupTable.by(entry, words));
            add(facts, "backups.fact.sha256", sha(told.sha256()));
            told.sealed().ifPresent(sealed -> fact(facts, "backups.fact.sealed",
                    words.say("backups.sealed", sealed.recipients().size(), String.join(", ",
                            sealed.recipients().stream().map(BackupDetail::shortened).toList()))));
            told.warnings().forEach(warning -> fact(facts, "backups.fact.warning", warning));
        });
        return facts;
    }

    /// The largest few tables.
    private String contents(Map<String, Long> rows) {
        List<String> told = new ArrayList<>(rows.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed()).limit(TABLES)
                .map(table -> words.say("backups.rows", plain(table.getKey()), figures.count(table.getValue()))).toList());
        if (rows.size() > TABLES) {
            told.add(words.say("backups.rows.more", rows.size() - TABLES));
        }
        return told.isEmpty() ? words.say("backups.rows.none") : String.join("\u00a0· ", told);
    }

    static String plain(String table) {
        return table.startsWith("public.") ? table.substring("public.".length()) : table;
    }

    private static String shortened(String text) {
        return text.length() <= 14 ? text : text.substring(0, 6) + "…" + text.substring(text.length() - 4);
    }

    private Node sha(String sum) {
        Label text = Labels.mono(sum.length() <= 10 ? sum : sum.substring(0, 4) + "…" + sum.substring(sum.length() - 4));
        text.setAccessibleText("sha256 " + sum);
        Button copy = Buttons.icon(Feather.COPY, words.say("backups.copy-sha"), () -> frame.copy(sum));
        copy.getStyleClass().add("backup-copy");
        HBox row = new HBox(4, text, copy);
        row.setAlignment(Pos.CENTER_LEFT);
        return row;
    }

    private void fact(GridPane facts, String key, String value) {
        add(facts, key, new Wrapped(value));
    }

    private void add(GridPane facts, String key, Node value) {
        Label name = Labels.secondary(words.say(key));
        facts.addRow(facts.getRowCount(), name, value);
        GridPane.setValignment(name, value instanceof Wrapped ? VPos.TOP : VPos.CENTER);
    }

    /// What is known of the file's worth, in a box of its colour.
    private Node verdict(BackupEntry entry) {
        State state = entry.state();
        Optional<RestoreTest> last = entry.test();
        if (last.isPresent() && !entry.cut()) {
            return verdict(last.get());
        }
        return box(StateLook.of(state), words.say("backups.verdict." + state.name().toLowerCase(java.util.Locale.ROOT)),
                words.say("backups.verdict." + state.name().toLowerCase(java.util.Locale.ROOT) + ".why"), List.of());
    }

    private Node verdict(RestoreTest told) {
        String when = figures.lately(told.at(), model.now());
        String took = figures.took(told.took());
        return switch (told.result()) {
            case PASSED -> box(StateLook.of(State.PASSED), words.say("backups.tested", when),
                    words.say(told.compared() ? "backups.tested.passed" : "backups.tested.alone", took), List.of());
            case WITH_PROBLEMS -> box(StateLook.of(State.WITH_PROBLEMS), words.say("backups.tested", when),
                    words.say("backups.tested.problems", told.problems(), took), told.lines());
            case FAILED -> told.code().equals("CONTENTS_DIFFER")
                    ? box(StateLook.of(State.DAMAGED), words.say("backups.tested", when),
                            words.say("backups.tested.differs", took),
                            differences(told))
                    : box(StateLook.of(State.DAMAGED), words.say("backups.tested.failed", when),
                            words.say("backups.tested.failed.why", told.code()), told.lines());
        };
    }

    private List<String> differences(RestoreTest told) {
        List<String> lines = new ArrayList<>(told.tables().stream().filter(count -> !count.same())
                .map(count -> plain(count.table()) + "  " + rows(count.expected()) + " → " + rows(count.found())).toList());
        if (!told.sameFingerprint()) {
            lines.add(words.say("backups.tested.fingerprint"));
        }
        return lines;
    }

    private String rows(OptionalLong count) {
        return count.isPresent() ? figures.count(count.getAsLong()) : "—";
    }

    private Node box(StateLook look, String headline, String why, List<String> lines) {
        VBox said = new VBox(4, new Wrapped(headline, "lk-strong-text"), new Wrapped(why));
        lines.stream().limit(LINES).forEach(line -> said.getChildren().add(new Wrapped(line, "lk-mono-text")));
        if (lines.size() > LINES) {
            Label more = Labels.secondary(words.say("backups.lines.more", lines.size() - LINES));
            Button copy = Buttons.icon(Feather.COPY, words.say("backups.lines.copy"),
                    () -> frame.copy(String.join("\n", lines)));
            copy.getStyleClass().add("backup-copy");
            HBox row = new HBox(4, more, copy);
            row.setAlignment(Pos.CENTER_LEFT);
            said.getChildren().add(row);
        }
        HBox.setHgrow(said, Priority.ALWAYS);
        HBox box = new HBox(10, new FontIcon(look.icon()), said);
        box.getStyleClass().addAll("lk-notice", "backup-verdict", look.tone().style());
        return box;
    }
}
