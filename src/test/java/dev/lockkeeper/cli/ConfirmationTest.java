package dev.lockkeeper.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.environment.Care;
import dev.lockkeeper.schema.Revision;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who must say what before something is changed.
class ConfirmationTest {

    @TempDir
    Path folder;

    /// `answer`: what the person at the terminal says; empty: nobody sits there.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PRACTICE   | upgrade        |                       |            | REFUSED
        PRACTICE   | upgrade        | --yes                 |            | DONE
        PRACTICE   | upgrade        |                       | y          | DONE
        PRACTICE   | upgrade        |                       | 예         | DONE
        PRACTICE   | upgrade        |                       | n          | REFUSED
        PRACTICE   | upgrade        |                       | ''         | REFUSED
        PRACTICE   | downgrade base | --yes                 |            | DONE
        PRACTICE   | unlock user01 --reason x |             |            | REFUSED
        LOCAL      | upgrade        | --yes                 |            | DONE
        LOCAL      | upgrade        | --confirm=llm_webapp  |            | DONE
        LOCAL      | downgrade      | --yes                 |            | REFUSED
        LOCAL      | downgrade      | --yes                 | y          | REFUSED
        LOCAL      | downgrade      | --confirm=llm_webapp  |            | DONE
        LOCAL      | downgrade      | --yes --confirm=llm_webapp |       | DONE
        LOCAL      | downgrade      |                       | llm_webapp | DONE
        LOCAL      | upgrade        | --yes --confirm=wrongdb |          | REFUSED
        PRACTICE   | upgrade        | --yes --confirm=wrongdb |          | REFUSED
        PRACTICE   | downgrade      | --yes                 |            | DONE
        LOCAL      | downgrade base | --yes                 |            | REFUSED
        LOCAL      | downgrade base | --yes                 | y          | REFUSED
        LOCAL      | downgrade base | --confirm=llm_webapp  |            | DONE
        LOCAL      | downgrade base |                       | llm_webapp | DONE
        LOCAL      | downgrade base | --confirm=llm_web     | llm_webapp | REFUSED
        STAGING    | downgrade base | --yes                 |            | REFUSED
        STAGING    | stamp 004      | --yes                 |            | DONE
        PRODUCTION | upgrade        | --yes                 |            | REFUSED
        PRODUCTION | upgrade        |                       | y          | REFUSED
        PRODUCTION | upgrade        | --confirm=LLM_WEBAPP  |            | REFUSED
        PRODUCTION | upgrade        | --confirm=llm_webapp  |            | DONE
        PRODUCTION | upgrade        |                       | llm_webapp | DONE
        PRODUCTION | downgrade      | --yes                 |            | REFUSED
        PRODUCTION | stamp 004      | --yes                 |            | REFUSED
        PRODUCTION | unlock user01 --reason x | --yes       |            | REFUSED
        PRODUCTION | unlock user01 --reason x | --confirm=llm_webapp |  | DONE
        PRODUCTION | backup         |                       |            | DONE
        """)
    void the_rule_for(Care care, String typed, String flag, String answer, ExitCode expected) {
        Bench bench = new Bench(folder);
        bench.care = care;
        bench.person = _ -> Optional.ofNullable(answer);
        if (typed.startsWith("stamp")) {
            bench.catalogs.live = () -> new Revision("004");
        }
        Bench.Said said = bench.type((typed + (flag == null ? "" : " " + flag)).split(" "));
        assertThat(said.code()).as(said.err()).isEqualTo(expected);
        if (expected == ExitCode.REFUSED) {
            assertThat(bench.ladder.level).isEqualTo(3);
            assertThat(bench.people.audit).isEmpty();
        }
    }
}
