package dev.lockkeeper.ui.overview;

import dev.lockkeeper.containers.InsideFacts.Disk;
import dev.lockkeeper.containers.PortHolder;
import dev.lockkeeper.containers.Wsl;
import dev.lockkeeper.readiness.Footing;
import dev.lockkeeper.readiness.Footing.PortUse;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/// One line about what the chain stands on. It is there before it is known, so that the answer moves nothing.
final class FootingLine extends Label {

    private final Words words;
    private final Figures figures;

    FootingLine(String id, Words words, Figures figures) {
        this.words = words;
        this.figures = figures;
        setId(id);
        setMinWidth(0);
        getStyleClass().setAll("label", "lk-toned", "lk-may-cut");
        setGraphic(new FontIcon(Feather.CLOCK));
    }

    /// The database's port and the room on the disks.
    void ground(Optional<Footing> footing) {
        if (footing.isEmpty()) {
            show(Tone.WAIT, words.say("overview.ground.asking"));
            return;
        }
        Footing found = footing.get();
        List<String> parts = new ArrayList<>();
        found.port().ifPresent(use -> parts.add(port(use)));
        boolean low = found.project().filter(Footing::little).isPresent() || found.engine().filter(Footing::little).isPresent();
        found.project().ifPresent(disk -> parts.add(disk("overview.ground.disk", disk)));
        found.engine().ifPresent(disk -> parts.add(disk("overview.ground.engine-disk", disk)));
        boolean held = found.port().filter(PortUse.Held.class::isInstance).isPresent();
        show(parts.isEmpty() ? Tone.WAIT : low || held ? Tone.WARN : Tone.OK,
                parts.isEmpty() ? words.say("overview.ground.unknown") : String.join(" · ", parts));
    }

    /// The Linux beneath Docker Desktop.
    void wsl(Optional<Footing> footing) {
        if (footing.isEmpty()) {
            show(Tone.WAIT, words.say("overview.wsl.asking"));
            return;
        }
        Optional<Wsl> found = footing.get().wsl();
        if (found.isEmpty()) {
            show(Tone.WAIT, words.say("overview.wsl.unknown"));
        } else if (found.get().works()) {
            show(Tone.OK, found.get().version().map(version -> words.say("overview.wsl.version", version))
                    .orElse(words.say("overview.wsl.works")));
        } else {
            show(Tone.BAD, found.get().said().map(said -> words.say("overview.wsl.said", said))
                    .orElse(words.say("overview.wsl.broken")));
        }
    }

    private void show(Tone tone, String text) {
        if (text.equals(getText()) && getStyleClass().contains(tone.style())) {
            return;
        }
        setText(text);
        setTooltip(new Tooltip(text));
        setGraphic(new FontIcon(tone.icon()));
        getStyleClass().removeAll("ok", "work", "warn", "bad", "wait");
        getStyleClass().add(tone.style());
    }

    private String port(PortUse use) {
        String port = String.valueOf(use.port());
        return switch (use) {
            case PortUse.Free _ -> words.say("overview.ground.port.free", port);
            case PortUse.Ours(int _, var container) -> words.say("overview.ground.port.ours", port, container);
            case PortUse.Held(int _, var holder) -> holder.map(known -> switch (known) {
                case PortHolder.Program(long pid, var name) when name.isBlank() -> words.say("overview.ground.port.pid", port,
                        String.valueOf(pid));
                case PortHolder.Program(long pid, var name) -> words.say("overview.ground.port.program", port, name,
                        String.valueOf(pid));
                case PortHolder.Container(var name) -> words.say("overview.ground.port.container", port, name);
                case PortHolder.Reserved(int from, int to) -> words.say("overview.ground.port.reserved", port,
                        String.valueOf(from), String.valueOf(to));
            }).orElse(words.say("overview.ground.port.somebody", port));
        };
    }

    private String disk(String key, Disk disk) {
        return words.say(Footing.little(disk) ? key + ".little" : key, figures.bytes(disk.free()));
    }
}
