package dev.lockkeeper.ui.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.ui.migrations.SqlText.Kind;
import dev.lockkeeper.ui.migrations.SqlText.Piece;
import java.util.List;
import org.junit.jupiter.api.Test;

class SqlTextTest {

    private static final Revision R = new Revision("004");

    @Test
    void words_are_told_apart() {
        assertThat(SqlText.lines("ALTER TABLE users ADD COLUMN email varchar(255) DEFAULT lower('A''b'); -- e-mail").getFirst()
                .pieces())
                .containsExactly(new Piece("ALTER", Kind.KEYWORD), new Piece(" ", Kind.PLAIN), new Piece("TABLE", Kind.KEYWORD),
                        new Piece(" users ", Kind.PLAIN), new Piece("ADD", Kind.KEYWORD), new Piece(" ", Kind.PLAIN),
                        new Piece("COLUMN", Kind.KEYWORD), new Piece(" email ", Kind.PLAIN), new Piece("varchar", Kind.TYPE),
                        new Piece("(255) ", Kind.PLAIN), new Piece("DEFAULT", Kind.KEYWORD), new Piece(" ", Kind.PLAIN),
                        new Piece("lower", Kind.FUNCTION), new Piece("(", Kind.PLAIN), new Piece("'A''b'", Kind.STRING),
                        new Piece("); ", Kind.PLAIN), new Piece("-- e-mail", Kind.COMMENT));
    }

    @Test
    void a_comment_or_a_text_over_several_lines_keeps_its_colour_and_no_line_is_lost() {
        var lines = SqlText.lines("/* one\ntwo */\n\nDO $x$ begin\n 'end';\n$x$;\n");

        assertThat(lines).extracting(SqlText.Line::text).containsExactly("/* one", "two */", "", "DO $x$ begin", " 'end';",
                "$x$;");
        assertThat(lines.get(1).pieces()).extracting(Piece::kind).containsExactly(Kind.COMMENT);
        assertThat(lines.get(4).pieces()).extracting(Piece::kind).containsExactly(Kind.STRING);
    }

    @Test
    void dropped_tables_columns_and_rows_are_read_from_a_script() {
        assertThat(ScriptLoss.of(R, """
            -- DROP TABLE not_this;
            DROP TABLE IF EXISTS a, app.b CASCADE;
            alter table only users drop column if exists email, DROP CONSTRAINT x, DROP COLUMN locked_until;
            TRUNCATE TABLE c;
            DELETE FROM d WHERE note = 'DROP TABLE e;';
            """)).containsExactly(new ScriptLoss(R, ScriptLoss.Kind.TABLE, "a", List.of()),
                new ScriptLoss(R, ScriptLoss.Kind.TABLE, "app.b", List.of()),
                new ScriptLoss(R, ScriptLoss.Kind.COLUMNS, "users", List.of("email", "locked_until")),
                new ScriptLoss(R, ScriptLoss.Kind.ROWS, "c", List.of()),
                new ScriptLoss(R, ScriptLoss.Kind.ROWS, "d", List.of()));
    }

    @Test
    void a_script_that_ends_in_the_middle_is_no_trouble() {
        assertThat(ScriptLoss.of(R, "DROP TABLE")).hasSizeLessThan(2);
        assertThat(ScriptLoss.of(R, "ALTER TABLE x DROP COLUMN")).isEmpty();
        assertThat(SqlText.lines("")).hasSize(1);
    }
}
