package dev.lockkeeper.ui.shell;

import atlantafx.base.theme.Styles;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Buttons;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Labels;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.ui.kit.Wrapped;
import dev.lockkeeper.words.Words;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;

/// The settings of the project that is open, over the page: where its web application answers.
final class SettingsSheet extends VBox {

    private final ProjectSettings settings;
    private final Frame frame;
    private final Words words;
    private final Function<Problem, Advice> advice;
    private final TextField address = new TextField();
    private final Label hint = Labels.cut(Labels.caption(""));
    private final Button save;

    SettingsSheet(ProjectSettings settings, Frame frame, Function<Problem, Advice> advice) {
        super(14);
        this.settings = settings;
        this.frame = frame;
        this.words = frame.words();
        this.advice = advice;
        getStyleClass().addAll("lk-sheet", "lk-sheet-body");
        setMaxSize(520, USE_PREF_SIZE);
        setPrefWidth(520);
        save = Buttons.withKeys(Buttons.primary(Feather.CHECK, words.say("settings.save"), this::save), "Enter");
        save.setId("save-settings");
        save.setDefaultButton(true);
        Label name = Labels.strong(words.say("settings.web-app"));
        name.setLabelFor(address);
        address.setId("web-app");
        address.getStyleClass().add("lk-mono");
        address.setPromptText(settings.foundWebApp().toString());
        address.setText(settings.chosenWebApp().map(URI::toString).orElse(""));
        hint.setId("web-app-hint");
        address.textProperty().subscribe(this::judge);
        Button cancel = Buttons.withKeys(Buttons.plain(words.say("kit.cancel"), frame::close), "Esc");
        cancel.setId("cancel");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        HBox foot = new HBox(8, cancel, gap, save);
        foot.setAlignment(Pos.CENTER_LEFT);
        Label folder = Labels.cut(Labels.mono(settings.project().toString()));
        getChildren().addAll(Labels.verdict(words.say("nav.settings")),
                new VBox(4, new Wrapped(words.say("settings.subtitle"), "lk-muted"), folder), new VBox(6, name, address, hint),
                foot);
        addEventFilter(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                event.consume();
                frame.close();
            }
        });
    }

    TextField first() {
        return address;
    }

    private Optional<URI> typed() {
        return Project.typedPage(address.getText());
    }

    private void judge(String text) {
        boolean wrong = !text.isBlank() && typed().isEmpty();
        address.pseudoClassStateChanged(Styles.STATE_DANGER, wrong);
        hint.setText(wrong
                ? words.say("settings.web-app.wrong")
                : text.isBlank()
                        ? words.say("settings.web-app.found", settings.foundWebApp())
                        : words.say("settings.web-app.opens", typed().orElseThrow()));
        hint.getStyleClass().removeAll("lk-wrong");
        if (wrong) {
            hint.getStyleClass().add("lk-wrong");
        }
        address.setAccessibleHelp(hint.getText());
        save.setDisable(wrong);
    }

    private void save() {
        Optional<URI> chosen = typed().filter(_ -> !address.getText().isBlank());
        frame.close();
        settings.keepWebApp(chosen, () -> frame.tell(Tone.OK, words.say("settings.saved",
                chosen.orElseGet(settings::foundWebApp))),
                problem -> frame.tell(Tone.BAD, words.say("settings.not-saved", words.say(advice.apply(problem).headline()))));
    }
}
