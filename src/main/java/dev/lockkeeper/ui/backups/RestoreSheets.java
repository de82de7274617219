package dev.lockkeeper.ui.backups;

import dev.lockkeeper.backup.BackupReason;
import dev.lockkeeper.backup.Contents.TableCount;
import dev.lockkeeper.backup.Manifest;
import dev.lockkeeper.backup.RestoreSite.Interrupted;
import dev.lockkeeper.backup.RestoreSite.Kept;
import dev.lockkeeper.backup.RestoreSite.Role;
import dev.lockkeeper.backup.RestoreSite.Session;
import dev.lockkeeper.backup.Restores.Preview;
import dev.lockkeeper.backup.Safeguard.Wish;
import dev.lockkeeper.environment.Environment;
import dev.lockkeeper.ui.kit.Confirmation;
import dev.lockkeeper.ui.kit.Figures;
import dev.lockkeeper.ui.kit.Frame;
import dev.lockkeeper.ui.kit.Guard;
import dev.lockkeeper.words.Words;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.kordamp.ikonli.feather.Feather;

/// What is asked before a backup takes the live data's place, before that is taken back, and before a kept database goes.
final class RestoreSheets {

    private static final int TABLES = 4;
    private static final int PEOPLE = 3;

    private final BackupsModel model;
    private final Frame frame;
    private final Words words;
    private final Figures figures;
    private final Environment environment;

    RestoreSheets(BackupsModel model, Frame frame) {
        this.model = model;
        this.frame = frame;
        this.words = frame.words();
        this.figures = frame.figures();
        this.environment = model.environment();
    }

    private String database() {
        return environment.address().database();
    }

    private String care() {
        return words.say(environment.care().key());
    }

    void restore(Preview preview) {
        restore(preview, Wish.WANTED);
    }

    private void restore(Preview preview, Wish backup) {
        boolean declined = backup == Wish.DECLINED;
        Instant now = model.now();
        Confirmation sheet = Confirmation.of(Guard.DESTRUCTION,
                words.say(declined ? "backups.sheet.bare.title" : "backups.sheet.title", database()), subtitle(preview, now));
        losses(preview, sheet, now);
        if (!declined) {
            sheet.step(Feather.ARCHIVE, words.say("backups.sheet.step.backup"), "", "");
            sheet.step(Feather.SHIELD, words.say("step.test-restore"), "", "");
        }
        sheet.step(Feather.DATABASE, words.say("backups.sheet.step.beside"), "", "");
        sheet.step(Feather.SEARCH, words.say("backups.sheet.step.compare"), "", "");
        sheet.step(Feather.REPEAT, words.say("backups.sheet.step.swap"), "", "");
        if (declined) {
            sheet.warning(words.say("backups.sheet.bare.warning", database()));
        }
        preview.manifest().filter(told -> told.reason() != BackupReason.ADOPTED && preview.foreign(environment))
                .ifPresent(told -> sheet.warning(words.say("backups.sheet.foreign", told.environment() + " · " + told.database(),
                        environment.name() + " · " + database())));
        preview.dangers().forEach(danger -> sheet.warning(words.say(danger)));
        if (!declined && !environment.production()) {
            sheet.aside(Feather.SLASH, words.say("backups.sheet.bare"), () -> restore(preview, Wish.DECLINED));
        }
        frame.confirm(sheet.typing(database()).askingReason(words.say("backups.sheet.reason"))
                .doing(Feather.ROTATE_CCW, verb(declined), reason -> model.restore(preview, backup, reason)));
    }

    private String verb(boolean declined) {
        if (environment.production()) {
            return words.say("backups.sheet.verb.production");
        }
        return words.say(declined ? "backups.sheet.bare.verb" : "backups.sheet.verb");
    }

    private String subtitle(Preview preview, Instant now) {
        String name = BackupsModel.name(preview.file());
        return preview.manifest()
                .map(told -> words.say("backups.sheet.subtitle", name, figures.lately(told.takenAt(), now), told.revision()))
                .orElse(words.say("backups.sheet.subtitle.unknown", name, figures.bytes(preview.archive().bytes())));
    }

    private void losses(Preview preview, Confirmation sheet, Instant now) {
        boolean told = preview.manifest().flatMap(Manifest::contents).isPresent();
        if (told) {
            Instant at = preview.manifest().orElseThrow().takenAt();
            sheet.losses(words.say("backups.sheet.losses", figures.lately(at, now),
                    figures.span(preview.age(now).orElseThrow())));
            List<TableCount> lost = preview.losses().stream()
                    .sorted(Comparator.comparingLong(RestoreSheets::more).reversed()).toList();
            lost.stream().limit(TABLES).forEach(count -> sheet.losing(what(count.table()), amount(count.table(), more(count))));
            if (lost.size() > TABLES) {
                sheet.losing(words.say("backups.sheet.loss.others", lost.size() - TABLES), words.say("backups.sheet.amount.rows",
                        figures.count(lost.stream().skip(TABLES).mapToLong(RestoreSheets::more).sum())));
            }
            if (lost.isEmpty()) {
                // rows that were changed in place cannot be counted, and are lost all the same
                sheet.ending(words.say("backups.sheet.loss.none"), words.say("backups.sheet.loss.none.amount"));
            }
        } else {
            sheet.losses(words.say("backups.sheet.losses.unknown"));
            sheet.losing(words.say("backups.sheet.loss.now"),
                    words.say("backups.sheet.amount.rows", figures.count(preview.now().totalRows())));
        }
        if (!preview.sessions().isEmpty()) {
            sheet.ending(words.say("backups.sheet.sessions", people(preview.sessions())),
                    words.say("backups.sheet.amount.sessions", preview.sessions().size()));
        } else {
            sheet.ending(words.say("backups.sheet.sessions.none"), words.say("backups.sheet.amount.sessions", 0));
        }
    }

    private static long more(TableCount count) {
        return count.found().orElse(0) - count.expected().orElse(0);
    }

    private String what(String table) {
        String key = "backups.sheet.loss." + BackupDetail.plain(table);
        return words.knows(key) ? words.say(key) : words.say("backups.sheet.loss.table", BackupDetail.plain(table));
    }

    private String amount(String table, long rows) {
        String key = "backups.sheet.amount." + BackupDetail.plain(table);
        return words.say(words.knows(key) ? key : "backups.sheet.amount.rows", figures.count(rows));
    }

    /// Who is cut off: the programs and roles, the busiest first.
    private static String people(List<Session> sessions) {
        List<String> all = sessions.stream()
                .collect(Collectors.groupingBy(
                        session -> session.application().isBlank()
                                ? session.user()
                                : session.application() + " (" + session.user() + ")",
                        Collectors.counting()))
                .entrySet().stream().sorted(java.util.Map.Entry.<String, Long>comparingByValue().reversed())
                .map(java.util.Map.Entry::getKey).toList();
        return all.stream().limit(PEOPLE).collect(Collectors.joining(", ")) + (all.size() > PEOPLE ? ", …" : "");
    }

    void swapBack(Kept former) {
        Confirmation sheet = Confirmation.of(Guard.DESTRUCTION, words.say("backups.back.title", database()),
                words.say("backups.back.subtitle", former.name(), figures.lately(former.since(), model.now())));
        sheet.losses(words.say("backups.back.losses", figures.lately(former.since(), model.now())));
        sheet.ending(words.say("backups.back.kept"), words.say("backups.back.kept.amount"));
        sheet.step(Feather.REPEAT, words.say("step.swap"), "", "");
        frame.confirm(sheet.typing(database()).askingReason(words.say("backups.sheet.reason"))
                .doing(Feather.CORNER_UP_LEFT,
                        words.say(environment.production() ? "backups.back.verb.production" : "backups.back.verb"),
                        reason -> model.swapBack(former, reason)));
    }

    void drop(Kept kept) {
        Confirmation sheet = Confirmation.of(Guard.DESTRUCTION, words.say("backups.drop.title"),
                words.say(kept.role() == Role.FORMER ? "backups.drop.former" : "backups.drop.unfinished", database()));
        sheet.losses(words.say("backups.drop.losses"));
        sheet.losing(kept.name(), kept.bytes().isPresent() ? figures.bytes(kept.bytes().getAsLong()) : "—");
        frame.confirm(sheet.typing(kept.name()).askingReason(words.say("backups.drop.reason"))
                .doing(Feather.TRASH_2,
                        words.say(environment.production() ? "backups.drop.verb.production" : "backups.drop.verb"),
                        reason -> model.drop(kept, reason)));
    }

    /// The live database lets nobody in: open it as it was, which changes nothing, or finish the restore, which replaces it.
    void end(Interrupted interrupted, boolean finish) {
        Guard guard = finish ? Guard.LOSS : Guard.CHANGE;
        Guard asked = environment.production() ? guard.stricter() : guard;
        String key = finish ? "backups.finish" : "backups.reopen";
        Confirmation sheet = Confirmation.of(asked, words.say(key + ".title", database()),
                words.say(key + ".subtitle", database()));
        sheet.fact(Feather.SERVER, words.say("migrations.sheet.environment"), care() + " · " + database());
        interrupted.beside().filter(_ -> finish)
                .ifPresent(beside -> sheet.fact(Feather.DATABASE, words.say("backups.finish.beside"), beside));
        if (asked == Guard.DESTRUCTION) {
            sheet.typing(database()).askingReason(words.say("backups.sheet.reason"));
        }
        frame.confirm(sheet.doing(finish ? Feather.CORNER_DOWN_RIGHT : Feather.UNLOCK,
                words.say(key + (environment.production() ? ".verb.production" : ".verb"), database()),
                reason -> model.end(interrupted, finish, reason)));
    }
}
