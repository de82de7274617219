package dev.lockkeeper.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.backup.BackupProblem;
import dev.lockkeeper.environment.PracticeProblem;
import dev.lockkeeper.operation.Advice;
import dev.lockkeeper.operation.Problem;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Words;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BackupAdviceTest {

    static Stream<Problem> problems() {
        Path path = Path.of("백업");
        return Stream.of(new BackupProblem.BackupFolderUnusable(path, "access denied"),
                new BackupProblem.DiskTooSmall("/backups", 1_500_000, 64_000_000),
                new BackupProblem.DiskFull("/backups", 4_194_304),
                new BackupProblem.DumpFailed("pg_dump", 1, List.of("pg_dump: error: no")),
                new BackupProblem.TablesBusy("lock timeout"),
                new BackupProblem.DumpInterrupted("server closed the connection"),
                new BackupProblem.CopyDiffers("aa", "bb", 1_000, 999),
                new BackupProblem.BackupUnreadable(path, List.of("unexpected end")),
                new BackupProblem.DumpToolMissing(15, List.of("/usr/bin")),
                new PracticeProblem.PracticeServerMissing("postgres-linux-riscv.txz"),
                new PracticeProblem.PracticeNeedsOrdinaryUser("unshare: no"),
                new PracticeProblem.PracticeFolderUnusable(path, "full"),
                new PracticeProblem.PracticeOtherMajor(path, "14", "15"), new PracticeProblem.PracticeSettingsLost(path),
                new PracticeProblem.PracticeBusy(path, 60),
                new PracticeProblem.PracticeServerFailed("pg_ctl start", List.of("FATAL")));
    }

    @ParameterizedTest
    @MethodSource("problems")
    void every_problem_is_told_in_both_languages_with_its_facts_filled_in_and_a_way_out(Problem problem) {
        Advice advice = Advices.on(problem);

        assertThat(advice.remedies()).isNotEmpty();
        for (Language language : Language.values()) {
            Words words = Words.in(language);
            for (String text : List.of(words.say(advice.headline()), words.say(advice.explanation()),
                    words.say(advice.remedies().getFirst().label()))) {
                assertThat(text).isNotBlank().doesNotContain("{", "[", "}", "]");
            }
        }
    }
}
