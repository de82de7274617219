package dev.lockkeeper.ui.migrations;

import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.PageDestination;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.ui.kit.Tone;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The migrations page as the window knows it.
public final class MigrationsDestination extends PageDestination<MigrationsView> {

    private final MigrationsModel model;
    private final Environment environment;
    private final Function<Problem, Advice> advice;
    private final Scripts scripts;

    /// Where the scripts lie, empty for those that come with the console; `opening` shows a folder.
    public record Scripts(Optional<Path> folder, Consumer<Path> opening) {}

    public MigrationsDestination(MigrationsModel model, Environment environment, Function<Problem, Advice> advice,
            Scripts scripts) {
        super(Place.MIGRATIONS, model.page().map(MigrationsDestination::mark));
        this.scripts = scripts;
        this.model = model;
        this.environment = environment;
        this.advice = advice;
    }

    private static Optional<Mark> mark(MigrationsPage page) {
        if (page.finding().isPresent()) {
            return Optional.of(Mark.state(Tone.WARN, Message.of("migrations.mark.finding")));
        }
        return page.ladder().map(Ladder::pending).filter(pending -> !pending.isEmpty())
                .map(pending -> Mark.count(pending.size(), Message.of("migrations.mark.pending", pending.size())));
    }

    @Override
    protected MigrationsView draw(Frame frame) {
        return new MigrationsView(model, frame, environment, advice, scripts);
    }

    @Override
    public void refresh() {
        model.refresh();
    }

    @Override
    public void primary() {
        shown().ifPresent(MigrationsView::primary);
    }
}
