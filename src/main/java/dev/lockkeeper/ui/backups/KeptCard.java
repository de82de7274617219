package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.RestoreSite.Kept;
import dev.lockkeeper.backup.RestoreSite.Role;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.backups.BackupsPage.Beside;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The databases that were live until a restore, and what restores that died left: each can go back or go for good.
final class KeptCard extends VBox {

    private static final int FEW = 2;

    private final BackupsModel model;
    private final Frame frame;
    private final Words words;
    private final RestoreSheets sheets;
    private final Function<Problem, Advice> advice;
    private List<Object> shown = List.of();
    private boolean all;

    KeptCard(BackupsModel model, Frame frame, RestoreSheets sheets, Function<Problem, Advice> advice) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.sheets = sheets;
        this.advice = advice;
        setId("kept");
        getStyleClass().add("lk-card");
        setMinHeight(USE_PREF_SIZE);
    }

    void show(BackupsPage page, boolean allowed) {
        List<Object> now = List.of(page.beside(), page.busy(), allowed, all);
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        List<Node> rows = new ArrayList<>();
        List<Kept> kept = page.kept();
        if (page.beside() instanceof Beside.Unknown(Problem problem)) {
            rows.add(unknown(problem));
        } else {
            kept.stream().limit(all ? kept.size() : FEW).forEach(one -> rows.add(row(one, page, allowed)));
        }
        setVisible(!rows.isEmpty());
        setManaged(!rows.isEmpty());
        Label title = Labels.strong(words.say("backups.kept"));
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox head = new HBox(8, title, gap);
        head.setAlignment(Pos.CENTER_LEFT);
        head.getStyleClass().add("kept-head");
        if (kept.size() > FEW) {
            head.getChildren().add(Buttons.flat(all ? Feather.CHEVRON_UP : Feather.CHEVRON_DOWN,
                    all ? words.say("backups.kept.few") : words.say("backups.kept.all", kept.size()), () -> {
                        all = !all;
                        show(model.page().get(), allowed);
                    }));
        }
        getChildren().setAll(head);
        getChildren().addAll(rows);
    }

    private Node unknown(Problem problem) {
        Label text = Labels.cut(Labels.toned(Tone.WARN, words.say("backups.kept.unknown", advice.apply(problem).headline())));
        HBox.setHgrow(text, Priority.ALWAYS);
        text.setMaxWidth(Double.MAX_VALUE);
        HBox row = new HBox(8, text, Buttons.plain(Feather.REFRESH_CW, words.say("remedy.check-again"), model::refresh));
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("kept-row");
        return row;
    }

    private Node row(Kept one, BackupsPage page, boolean allowed) {
        Label name = Labels.cut(Labels.mono(one.name()));
        name.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        boolean former = one.role() == Role.FORMER;
        Optional<Message> readOnly = allowed ? Optional.empty() : Optional.of(Message.of("migrations.off.read-only"));
        Optional<Message> offDrop = readOnly.or(() -> page.cannotDrop(one));
        Optional<Message> offBack = readOnly.or(() -> page.cannotSwapBack(one));
        List<String> facts = new ArrayList<>();
        facts.add(words.say(former ? "backups.kept.former" : "backups.kept.unfinished"));
        if (one.since().isAfter(Instant.EPOCH)) {
            facts.add(words.say("backups.kept.since", frame.figures().lately(one.since(), model.now())));
        }
        one.bytes().ifPresent(bytes -> facts.add(frame.figures().bytes(bytes)));
        offDrop.or(() -> former ? offBack : Optional.empty()).ifPresent(off -> facts.add(words.say(off)));
        VBox told = new VBox(2, name, Labels.cut(Labels.caption(String.join(" · ", facts))));
        told.setMinWidth(0);
        HBox.setHgrow(told, Priority.ALWAYS);
        HBox row = new HBox(8, told);
        if (former) {
            Button back = Buttons.plain(Feather.CORNER_UP_LEFT, words.say("backups.swap-back"), () -> sheets.swapBack(one));
            back.getStyleClass().add("swap-back");
            back.setAccessibleText(words.say("backups.swap-back") + " " + one.name());
            back.setDisable(offBack.isPresent());
            row.getChildren().add(back);
        }
        Button drop = Buttons.danger(Feather.TRASH_2, words.say("backups.drop"), () -> sheets.drop(one));
        drop.getStyleClass().add("drop-kept");
        drop.setAccessibleText(words.say("backups.drop") + " " + one.name());
        drop.setDisable(offDrop.isPresent());
        Region apart = new Region();
        apart.setMinWidth(8);
        row.getChildren().addAll(apart, drop);
        row.setAlignment(Pos.CENTER_LEFT);
        row.getStyleClass().add("kept-row");
        return row;
    }
}
