package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupEntry;
import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.backup.RestoreSite.Interrupted;
import dev.lockkeeper.backup.RestoreSite.Kept;
import dev.lockkeeper.backup.RestoreTest;
import dev.lockkeeper.backup.Restores;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.operation.Remedy;
import dev.lockkeeper.operation.RunSnapshot;
import dev.lockkeeper.ui.backups.BackupsPage.Folder;
import dev.lockkeeper.ui.backups.BackupsPage.Question;
import dev.lockkeeper.ui.backups.BackupsPage.Way;
import dev.lockkeeper.ui.kit.AdvicePanel;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.EmptyState;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Keys;
import dev.lockkeeper.ui.kit.Notice;
import dev.lockkeeper.ui.kit.PageHeader;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Skeleton;
import dev.lockkeeper.ui.kit.RunStrip;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.WhileShown;
import dev.lockkeeper.words.Message;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The backups page: the last two weeks, what stands in the folder, one file read closely, and what stands beside the live database.
final class BackupsView extends BorderPane {

    private final BackupsModel model;
    private final Frame frame;
    private final Words words;
    private final Function<Problem, Advice> advice;
    private final RestoreSheets sheets;

    private final PageHeader header;
    private final Button take;
    private final VBox told = new VBox(8);
    private final RunStrip working;
    private final FortnightStrip strip;
    private final BackupTable table;
    private final BackupDetail detail;
    private final KeptCard kept;
    private List<Object> said = List.of();
    private Optional<Folder> listed = Optional.empty();
    private Optional<LocalDate> today = Optional.empty();
    private Node placeholder = new Skeleton(8);
    private String sought = "";

    BackupsView(BackupsModel model, Frame frame, Function<Problem, Advice> advice, Consumer<Path> openFolder) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.advice = advice;
        this.sheets = new RestoreSheets(model, frame);
        setId("backups");
        getStyleClass().add("lk-page");
        take = Buttons.withKeys(Buttons.primary(Feather.ARCHIVE, words.say("backups.take"), model::backUp), "Ctrl+B");
        take.setId("back-up");
        header = new PageHeader(words.say("nav.backups"), "",
                Buttons.icon(Feather.COPY, words.say("backups.path"), () -> frame.copy(model.path().toString())),
                Buttons.plain(Feather.FOLDER, words.say("backups.folder"), () -> openFolder.accept(model.path())), take);
        working = new RunStrip(frame, "backup-working");
        strip = new FortnightStrip(words);
        detail = new BackupDetail(model, frame, openFolder);
        table = new BackupTable(model, frame, detail::focus);
        kept = new KeptCard(model, frame, sheets, advice);
        setCenter(body());
        // a page that stands behind another one hears no keys
        Keys.shortcut(this, KeyCode.B, () -> whileSeen(model::backUp));
        Keys.shortcut(this, KeyCode.T, () -> whileSeen(model::test));
        WhileShown.follow(this, model.page(), this::show);
        WhileShown.follow(this, frame.changesAllowed(), _ -> show(page()));
    }

    private BackupsPage page() {
        return model.page().get();
    }

    private void whileSeen(Runnable action) {
        if (isVisible()) {
            action.run();
        }
    }

    private VBox body() {
        told.managedProperty().bind(Bindings.isNotEmpty(told.getChildren()));
        strip.managedProperty().bind(strip.visibleProperty());
        VBox left = new VBox(14, table, kept);
        left.setMinWidth(0);
        left.setMinHeight(0);
        VBox.setVgrow(table, Priority.ALWAYS);
        table.setMinHeight(0);
        HBox.setHgrow(left, Priority.ALWAYS);
        detail.getStyleClass().add("backup-side");
        detail.setMinHeight(0);
        HBox both = new HBox(16, left, detail);
        VBox.setVgrow(both, Priority.ALWAYS);
        both.setMinHeight(0);
        VBox body = new VBox(header, told, strip, both);
        body.getStyleClass().add("lk-page-body");
        return body;
    }

    /// The one primary action.
    void primary() {
        model.backUp();
    }

    void find() {
        table.find();
    }

    boolean escape() {
        return table.clear();
    }

    private void show(BackupsPage page) {
        boolean allowed = frame.changesAllowed().get();
        header.show(words.say("nav.backups"), subtitle(page));
        take.setDisable(page.cannotBackUp().isPresent());
        if (page.way() instanceof Way.Open(_, var command) && take.getTooltip() == null) {
            take.setTooltip(new Tooltip(command));
            take.setAccessibleHelp(command);
        }
        strip.setVisible(page.interrupted().isEmpty()); // the panel needs the room, and comes first
        told(page, allowed);
        working.show(page.run(), told);
        LocalDate day = frame.figures().day(model.now());
        boolean anew = !listed.equals(Optional.of(page.folder()));
        if (page.sight().rows().isEmpty() && (anew || !sought.equals(page.sight().search()))) {
            sought = page.sight().search();
            placeholder = placeholder(page);
        }
        if (anew || !today.equals(Optional.of(day))) {
            listed = Optional.of(page.folder());
            today = Optional.of(day);
            strip.show(Fortnight.of(page.entries(), frame.figures()::day, day), day);
        }
        table.show(page, placeholder);
        detail.show(page, allowed);
        kept.show(page, allowed);
        asked(page);
    }

    private String subtitle(BackupsPage page) {
        String stored = words.say("backups.subtitle", model.path().toString());
        String way = page.way() instanceof Way.Open open ? words.say("backups.subtitle.way", words.say(open.method().key())) : "";
        return page.schedule().map(schedule -> words.say(schedule) + " · ").orElse("") + stored + way;
    }

    /// The sheet opens when the answer is there, unless the person went elsewhere meanwhile.
    private void asked(BackupsPage page) {
        if (page.work().question() instanceof Question.Ready(Restores.Preview preview)) {
            model.forget();
            if (isVisible() && frame.changesAllowed().get()) {
                sheets.restore(preview);
            }
        }
    }

    private Node placeholder(BackupsPage page) {
        return switch (page.folder()) {
            case Folder.Blank() -> placeholder instanceof Skeleton ? placeholder : new Skeleton(8);
            case Folder.Listed(Listing listing) when !listing.entries().isEmpty() -> {
                Button clear = Buttons.plain(Feather.X, words.say("backups.search.clear"), table::clear);
                clear.setId("clear-search");
                yield new EmptyState(Feather.SEARCH, words.say("backups.search.none", page.sight().search()),
                        words.say("backups.search.none.why"), clear);
            }
            case Folder.Listed _ -> new EmptyState(Feather.ARCHIVE, words.say("backups.empty"), words.say("backups.empty.why"));
            case Folder.Unusable(Problem problem) -> new AdvicePanel(Tone.BAD, advice.apply(problem), frame, false, this::mend);
        };
    }

    private void mend(Remedy remedy) {
        switch (remedy.verb()) {
            case CHECK_AGAIN, TRY_AGAIN -> model.refresh();
            case SHOW_ACTIVITY, SHOW_LOG -> frame.go(Place.ACTIVITY);
            case SHOW_MIGRATIONS, UPGRADE, STAMP, ADOPT -> frame.go(Place.MIGRATIONS);
            case REOPEN -> end(false);
            case FINISH_RESTORE -> end(true);
            default -> frame.go(Place.OVERVIEW);
        }
    }

    private void end(boolean finish) {
        if (frame.changesAllowed().get() && page().busy().isEmpty()) {
            page().interrupted().ifPresent(interrupted -> sheets.end(interrupted, finish));
        }
    }

    private void told(BackupsPage page, boolean allowed) {
        List<Object> now = List.of(page.interrupted(), page.ended().map(RunSnapshot::id), question(page), page.way(), page.kept(),
                page.busy(), allowed);
        if (now.equals(said)) {
            return;
        }
        said = now;
        told.getChildren().clear();
        page.interrupted().ifPresent(cut -> told.getChildren().add(interrupted(cut, page, allowed)));
        page.ended().ifPresent(run -> told.getChildren().add(ended(run, page, allowed)));
        switch (page.work().question()) {
            case Question.Looking(Path file) -> told.getChildren()
                    .add(new Notice(Tone.WORK, words.say("backups.looking", BackupsModel.name(file)),
                            Buttons.plain(Feather.X, words.say("backups.looking.stop"), model::forget)));
            case Question.Refused(Path file, Problem problem) -> {
                Advice why = advice.apply(problem);
                told.getChildren().add(new Notice(Tone.BAD,
                        words.say("backups.refused", BackupsModel.name(file), why.headline()) + "\n"
                                + words.say(why.explanation()),
                        Buttons.icon(Feather.COPY, words.say("kit.copy-report"),
                                () -> frame.copy(AdvicePanel.report(why, words))),
                        Buttons.icon(Feather.X, words.say("kit.close"), model::dismiss)));
            }
            case Question.None _,Question.Ready _ -> {
            }
        }
        if (page.way() instanceof Way.Closed(Problem problem) && page.interrupted().isEmpty()) {
            Advice why = advice.apply(problem);
            told.getChildren().add(new Notice(Tone.WARN,
                    words.say("backups.off.no-way") + ". " + words.say(why.headline()),
                    Buttons.plain(Feather.REFRESH_CW, words.say("remedy.check-again"), model::refresh)));
        }
    }

    /// What of the question is told on the page: an answer that is there opens its sheet.
    private static Object question(BackupsPage page) {
        return page.work().question() instanceof Question.Ready ? new Question.None() : page.work().question();
    }

    private Node interrupted(Interrupted cut, BackupsPage page, boolean allowed) {
        Advice known = advice.apply(new BackupProblem.RestoreCutOff(cut.live(), cut.beside().orElse("—")));
        // the names stand in the sentence already
        Advice said4 = cut.beside().isPresent()
                ? known.showing(List.of())
                : new Advice(known.code(), known.headline(), Message.of("backups.interrupted.gone", cut.live()), List.of(),
                        known.remedies().stream().filter(way -> way.verb() != Remedy.Verb.FINISH_RESTORE).toList());
        AdvicePanel panel = new AdvicePanel(Tone.BAD, said4, frame, true, this::mend);
        panel.setId("interrupted");
        Optional<Message> off = allowed ? page.busy() : Optional.of(Message.of("migrations.off.read-only"));
        off.ifPresent(why -> {
            panel.lookupAll(".button").stream().filter(node -> String.valueOf(node.getId()).startsWith("remedy-"))
                    .forEach(node -> node.setDisable(true));
            panel.getChildren().add(dev.lockkeeper.ui.kit.Labels.toned(Tone.WARN, words.say(why)));
        });
        return panel;
    }

    private Notice ended(RunSnapshot run, BackupsPage page, boolean allowed) {
        Button away = Buttons.icon(Feather.X, words.say("kit.close"), model::dismiss);
        Button look = Buttons.plain(Feather.TERMINAL, words.say("remedy.show-activity"), () -> frame.go(Place.ACTIVITY));
        String took = frame.figures().took(run.elapsed());
        return switch (run.outcome().orElseThrow()) {
            case Outcome.Done<?>(BackupEntry entry) ->
                new Notice(Tone.OK, words.say("backups.done", BackupsModel.name(entry.file()),
                        frame.figures().bytes(entry.bytes()), took), away);
            case Outcome.Done<?>(RestoreTest test) -> tested(test, took, look, away);
            case Outcome.Done<?>(Restores.Restored restored) -> back(Tone.OK,
                    words.say(restored.former().isEmpty() ? "backups.restored.anew" : "backups.restored", restored.former(),
                            took),
                    page.former(restored.former()), page, allowed, away);
            case Outcome.Done<?>(String former) ->
                back(Tone.OK, words.say("backups.swapped-back", former, took), page.former(former), page, allowed, away);
            case Outcome.Done<?> _ -> new Notice(Tone.OK, words.say("backups.ended", run.title(), took), away);
            case Outcome.Stopped<?>(Message state) ->
                new Notice(Tone.WARN, words.say("backups.stopped", run.title(), state), look, away);
            case Outcome.Failed<?>(Problem problem) ->
                new Notice(Tone.BAD, words.say("backups.failed", run.title(), advice.apply(problem).headline()), look, away);
        };
    }

    private Notice tested(RestoreTest test, String took, Button look, Button away) {
        return switch (test.result()) {
            case PASSED -> new Notice(Tone.OK, words.say("backups.test.passed", test.file(), took), away);
            case WITH_PROBLEMS ->
                new Notice(Tone.WARN, words.say("backups.test.problems", test.file(), test.problems()), look, away);
            case FAILED -> new Notice(Tone.BAD, words.say("backups.test.failed", test.file()), look, away);
        };
    }

    /// What was live until now is kept, and the way back to it stands beside the words.
    private Notice back(Tone tone, String text, Optional<Kept> former, BackupsPage page, boolean allowed, Button away) {
        if (former.isEmpty()) {
            return new Notice(tone, text, away);
        }
        Button swap = Buttons.plain(Feather.CORNER_UP_LEFT, words.say("backups.swap-back"), () -> sheets.swapBack(former.get()));
        swap.setId("swap-back");
        swap.setDisable(!allowed || page.cannotSwapBack(former.get()).isPresent());
        return new Notice(tone, text, swap, away);
    }
}
