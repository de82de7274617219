package dev.lockkeeper.ui.kit;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.stage.FileChooser;

/// The system's own dialog in which a person chooses a file.
public final class OpenFile {

    private OpenFile() {}

    /// `patterns` are what such files are called, such as `*.tar`. Empty where nothing was chosen.
    public static Optional<Path> choose(Node owner, String title, List<String> patterns) {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(title);
        chooser.getExtensionFilters().addAll(new FileChooser.ExtensionFilter(title, patterns),
                new FileChooser.ExtensionFilter("*", "*"));
        return Optional.ofNullable(chooser.showOpenDialog(owner.getScene().getWindow())).map(File::toPath);
    }
}
