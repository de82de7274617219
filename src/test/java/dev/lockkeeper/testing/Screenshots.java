package dev.lockkeeper.testing;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.text.Text;
import javax.imageio.ImageIO;

/// Pictures of pages for people to look at, in `target/screenshots`, and the search for words that are cut off in them.
/// Called on the screen's thread.
public final class Screenshots {

    /// Words that carry this class may end in an ellipsis.
    private static final String MAY_CUT = "lk-may-cut";

    private Screenshots() {}

    public static Path write(Scene scene, String name) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        return write(scene.snapshot(null), name);
    }

    /// A picture of something in a window of its own, such as a menu.
    public static Path write(WritableImage shot, String name) {
        PixelReader pixels = shot.getPixelReader();
        BufferedImage image = new BufferedImage((int) shot.getWidth(), (int) shot.getHeight(), BufferedImage.TYPE_INT_ARGB);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                image.setRGB(x, y, pixels.getArgb(x, y));
            }
        }
        Path file = Path.of("target", "screenshots", name + ".png");
        try {
            Files.createDirectories(file.getParent());
            ImageIO.write(image, "png", file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /// The labels on screen whose words do not fit and that may not be cut; each with its words.
    public static List<String> cutWords(Parent root) {
        List<String> found = new ArrayList<>();
        search(root, found);
        return found;
    }

    private static void search(Node node, List<String> found) {
        if (!node.isVisible()) {
            return;
        }
        if (node instanceof Labeled label && label.getWidth() > 0 && cut(label)) {
            found.add(label.getText() + "  (" + label.getStyleClass() + ")");
        }
        if (node instanceof Parent parent) {
            parent.getChildrenUnmodifiable().forEach(child -> search(child, found));
        }
    }

    private static boolean cut(Labeled label) {
        String words = label.getText();
        if (words == null || words.isBlank() || label.getStyleClass().contains(MAY_CUT) || label.isWrapText()) {
            return false;
        }
        for (Node child : label.getChildrenUnmodifiable()) {
            // what the skin really drew: shorter than the words, it was cut
            if (child instanceof Text drawn && !child.equals(label.getGraphic()) && child.isVisible()
                    && !drawn.getText().isEmpty() && !drawn.getText().equals(words)) {
                return true;
            }
        }
        return false;
    }
}
