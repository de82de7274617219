package dev.lockkeeper.ui.containers;

import dev.lockkeeper.containers.UnusedImage;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Guard;
import dev.lockkeeper.ui.kit.Place;
import dev.lockkeeper.words.Words;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;

/// What is asked before something is done with the container.
final class Sheets {

    /// More lines than that are counted, not listed.
    private static final int SHOWN = 5;

    private final ContainersModel model;
    private final Frame frame;
    private final Words words;
    private final Function<Problem, Advice> advice;
    private final Environment environment;
    private final BiConsumer<Wish, String> start;

    /// `start` does it, for a reason.
    Sheets(ContainersModel model, Frame frame, Function<Problem, Advice> advice, BiConsumer<Wish, String> start) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.advice = advice;
        this.environment = model.environment();
        this.start = start;
    }

    /// Its steps and its exact command, then its verb.
    void ask(Wish deed) {
        Guard guard = environment.production() ? Guard.CHANGE.stricter() : Guard.CHANGE;
        String key = "containers.deed." + deed.key();
        Confirmation sheet = Confirmation.of(guard, words.say(key + ".title", container()), words.say(key + ".why"));
        List<Ikon> icons = icons(deed);
        for (int i = 0; i < icons.size(); i++) {
            sheet.step(icons.get(i), words.say(key + "." + (i + 1)), "", "");
        }
        command(deed, sheet);
        if (environment.production()) {
            sheet.askingReason(words.say("containers.reason"));
        }
        frame.confirm(sheet.doing(icon(deed), words.say(key + (environment.production() ? ".production" : ".verb")),
                reason -> start.accept(deed, reason)));
    }

    private void command(Wish deed, Confirmation sheet) {
        String text = model.command(deed);
        if (!text.isBlank()) {
            sheet.command(text);
        }
    }

    /// Which images would go and what room comes free, then the verb; where there is none, why nothing can be done.
    void prune(Wish.Prune wish) {
        Guard guard = environment.production() ? Guard.CHANGE.stricter() : Guard.CHANGE;
        String key = "containers.deed.prune";
        Confirmation sheet = Confirmation.of(guard, words.say(key + ".title"), words.say(key + ".why"));
        long bytes = wish.images().stream().mapToLong(UnusedImage::bytes).sum();
        sheet.fact(Feather.PACKAGE, words.say("containers.prune.images"), String.valueOf(wish.images().size()));
        sheet.fact(Feather.HARD_DRIVE, words.say("containers.prune.room"), frame.figures().bytes(bytes));
        sheet.fact(Feather.DATABASE, words.say("containers.prune.volumes"), words.say("containers.prune.volumes.none"));
        if (wish.images().isEmpty()) {
            sheet.refusing(words.say("containers.prune.nothing"));
        } else {
            sheet.losses(words.say("containers.prune.list"));
            wish.images().stream().limit(SHOWN).forEach(image -> sheet.ending(
                    image.shortId() + " · " + frame.figures().lately(image.made(), model.now()),
                    frame.figures().bytes(image.bytes())));
            if (wish.images().size() > SHOWN) {
                sheet.ending(words.say("containers.prune.more", wish.images().size() - SHOWN), "");
            }
            sheet.step(Feather.TRASH_2, words.say(key + ".1"), "", "");
            sheet.step(Feather.CHECK_CIRCLE, words.say(key + ".2"), "", "");
            if (wish.thenStart()) {
                sheet.step(Feather.PLAY, words.say(key + ".3"), "", "");
            }
            command(wish, sheet);
        }
        if (environment.production()) {
            sheet.askingReason(words.say("containers.reason"));
        }
        frame.confirm(sheet.doing(icon(wish), words.say(key + (environment.production() ? ".production" : ".verb")),
                reason -> start.accept(wish, reason)));
    }

    private String container() {
        return model.page().get().last().map(here -> here.facts().container().name()).orElse("postgres");
    }

    /// What emptying the volume takes, and why it is refused where it is.
    void reset(ServiceRoom.Reset facts) {
        reset(facts, false);
    }

    private void reset(ServiceRoom.Reset facts, boolean declined) {
        Wish.Reset deed = new Wish.Reset(facts.volume(), declined);
        Confirmation sheet = Confirmation.of(Guard.DESTRUCTION, words.say("containers.deed.reset.title"),
                words.say("containers.deed.reset.why"));
        sheet.fact(Feather.DATABASE, words.say("containers.reset.volume"), facts.volume());
        sheet.fact(Feather.HARD_DRIVE, words.say("containers.reset.size"),
                facts.bytes().isPresent() ? frame.figures().bytes(facts.bytes().getAsLong()) : "—");
        sheet.fact(Feather.ARCHIVE, words.say("containers.reset.backup"), facts.backup()
                .map(saved -> frame.figures().lately(saved.at(), model.now()) + " · "
                        + words.say(saved.proved() ? "containers.reset.proved" : "containers.reset.unproved"))
                .orElse(words.say("containers.reset.no-backup")));
        List<Ikon> icons = icons(deed);
        for (int i = 0; i < icons.size(); i++) {
            sheet.step(icons.get(i), words.say("containers.deed.reset." + (i + 1)), "", "");
        }
        boolean refused = facts.refusal().isPresent() && !declined;
        if (refused) {
            Advice why = advice.apply(facts.refusal().get());
            sheet.refusing(words.say(why.headline()) + "\n" + words.say(why.explanation()));
            if (facts.declinable()) {
                sheet.aside(Feather.SLASH, words.say("containers.reset.bare"), () -> reset(facts, true));
            } else {
                sheet.aside(Feather.ARCHIVE, words.say("nav.backups"), () -> {
                    frame.close();
                    frame.go(Place.BACKUPS);
                });
            }
        } else {
            if (declined) {
                sheet.warning(words.say("containers.reset.bare.warning", environment.address().database()));
            }
            sheet.command(facts.command());
            sheet.typing(environment.address().database()).askingReason(words.say("containers.reason"));
        }
        frame.confirm(sheet.doing(Feather.TRASH_2,
                words.say(declined ? "containers.deed.reset.bare.verb" : "containers.deed.reset.verb"),
                reason -> start.accept(deed, reason)));
    }

    static Ikon icon(Wish deed) {
        return switch (deed) {
            case Wish.Start _,Wish.Unpause _ -> Feather.PLAY;
            case Wish.Stop _ -> Feather.SQUARE;
            case Wish.Restart _ -> Feather.ROTATE_CW;
            case Wish.Recreate _ -> Feather.REFRESH_CCW;
            case Wish.Pull _ -> Feather.DOWNLOAD;
            case Wish.Load _ -> Feather.FILE_PLUS;
            case Wish.Prune _,Wish.Reset _ -> Feather.TRASH_2;
        };
    }

    private static List<Ikon> icons(Wish deed) {
        return switch (deed) {
            case Wish.Start _,Wish.Unpause _ -> List.of(Feather.PLAY, Feather.CHECK_CIRCLE);
            case Wish.Stop _ -> List.of(Feather.SQUARE, Feather.CHECK_CIRCLE);
            case Wish.Restart _ -> List.of(Feather.ROTATE_CW, Feather.HEART, Feather.LINK);
            case Wish.Recreate _ -> List.of(Feather.SQUARE, Feather.REFRESH_CCW, Feather.HEART);
            case Wish.Pull _ -> List.of(Feather.DOWNLOAD, Feather.CHECK_CIRCLE);
            case Wish.Load _ -> List.of(Feather.FILE_PLUS, Feather.CHECK_CIRCLE);
            case Wish.Prune _ -> List.of(Feather.TRASH_2, Feather.CHECK_CIRCLE);
            case Wish.Reset _ -> List.of(Feather.SQUARE, Feather.TRASH_2, Feather.PLAY, Feather.ROTATE_CCW);
        };
    }

    static String id(Wish deed) {
        return "wish-" + deed.key().toLowerCase(Locale.ROOT);
    }
}
