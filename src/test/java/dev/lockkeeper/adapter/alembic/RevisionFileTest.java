package dev.lockkeeper.adapter.alembic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockkeeper.schema.AlembicRevision;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionFileTest {

    @Test
    void a_plain_file_is_read() throws UnreadException {
        AlembicRevision read = read("""
            \"""add metrics tables

            Revision ID: 003
            \"""
            from alembic import op
            import sqlalchemy as sa

            revision = "20251102_add_metrics_tables"
            down_revision = '002'
            branch_labels = None
            depends_on = None

            def upgrade():
                revision = "another"
            """);

        assertThat(read)
                .isEqualTo(new AlembicRevision("20251102_add_metrics_tables", List.of("002"), List.of(), List.of(), "x.py",
                        "add metrics tables"));
    }

    @Test
    void annotations_brackets_continuations_and_pieces_make_no_difference() throws UnreadException {
        for (String text : List.of("revision: str = \"abcd\"\ndown_revision: Union[str, None] = 'base1'",
                "revision = (\"ab\"  # first\n  'cd')\ndown_revision = \\\n  \"base1\"",
                "revision = r'''abcd'''; down_revision = ['base1',]",
                "revision = 'a' + \"bcd\"\ndown_revision = (u'ba' 'se1',)",
                "revision = '\\x61b\\143d'\ndown_revision = {\"base1\"}",
                "revision = 'ab\\\ncd'\ndown_revision = ((\"base1\"))",
                "revision = 'old'\nrevision = 'abcd'\ndown_revision = 'base1',",
                "\f\n# revision = 'x'\nrevision='abcd'\ndown_revision='base1' # down_revision = None\nclass A:\n  revision = 'b'")) {
            for (String written : List.of(text, text.replace("\n", "\r\n"), text.replace('\n', '\r'), "\uFEFF" + text)) {
                AlembicRevision read = read(written);

                assertThat(read.id()).as(written).isEqualTo("abcd");
                assertThat(read.downRevisions()).as(written).containsExactly("base1");
            }
        }
    }

    @Test
    void several_parents_labels_and_dependencies_keep_their_order() throws UnreadException {
        AlembicRevision read = read("""
            revision = 'm'
            down_revision = (
              'b',
              'a',  # the older one
            )
            branch_labels: Sequence[str] = ('shop', 'users')
            depends_on = ["z", "y"]
            """);

        assertThat(read.downRevisions()).containsExactly("b", "a");
        assertThat(read.branchLabels()).containsExactly("shop", "users");
        assertThat(read.dependsOn()).containsExactly("z", "y");
    }

    @Test
    void a_file_of_alembic_0_1_has_its_id_in_its_name() throws UnreadException {
        assertThat(RevisionFile.read("1f3a.py", "down_revision = None".getBytes(StandardCharsets.UTF_8)).id()).isEqualTo("1f3a");
    }

    @Test
    void the_encoding_that_the_file_names_is_used() throws UnreadException {
        byte[] korean = "# -*- coding: cp949 -*-\n\"\"\"지표 추가\"\"\"\nrevision = 'a'\ndown_revision = None\n"
                .getBytes(Charset.forName("x-windows-949"));

        assertThat(RevisionFile.read("x.py", korean).message()).isEqualTo("지표 추가");
        assertThatThrownBy(() -> RevisionFile.read("x.py",
                new byte[]{'"', (byte) 0xB0, (byte) 0xA1, '"'}))
                .isInstanceOf(UnreadException.class).hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> read("# coding: klingon\nrevision = 'a'")).hasMessageContaining("klingon");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revision = make_id()\ndown_revision = None", "revision = 'a'\ndown_revision = PARENT",
            "revision = f'a{1}'\ndown_revision = None", "revision = b'a'\ndown_revision = None",
            "revision = 'a'\ndown_revision = None if X else 'b'", "revision = 'a'\nif X:\n    down_revision = 'b'",
            "revision = 'a'\nif X: down_revision = 'b'", "revision = 'a'\nrevision += 'b'\ndown_revision = None",
            "revision, down_revision = 'a', None", "x = revision = 'a'\ndown_revision = None",
            "from names import revision\ndown_revision = None", "from names import *\nrevision = 'a'\ndown_revision = None",
            "revision = 'a'\ndown_revision = None\nexec('down_revision = 1')",
            "revision = 'a'\ndown_revision = None\ndel revision",
            "revision = 'a'\ndown_revision = None\nglobals()['revision'] = 'b'", "down_revision = None", "revision = 'a'",
            "revision = 'a\ndown_revision = None", "revision = ('a'\ndown_revision = None",
            "revision = 'a'.upper()\ndown_revision = None",
            "revision = 'a-b'\ndown_revision = None", "revision = None\ndown_revision = None",
            "revision = ''\ndown_revision = None",
            "revision = 7\ndown_revision = None", "revision = 'a' if 1 else 'b'\ndown_revision = None",
            "revision = 'a'\ndown_revision = None\ndef f():\n    global revision\n    revision = 'b'", "revision = 'a\0'", ""})
    void what_is_computed_is_refused_and_never_guessed(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadException.class)
                .satisfies(refusal -> assertThat(((UnreadException) refusal).in("x.py")).startsWith("x.py:"));
    }

    @Test
    void the_refusal_names_the_line() {
        assertThatThrownBy(() -> read("\"\"\"two\nlines\"\"\"\nrevision = 'a'\n\ndown_revision = (\n  'a',\n  later())"))
                .satisfies(refusal -> assertThat(((UnreadException) refusal).in("x.py"))
                        .isEqualTo("x.py:7: down_revision = … later"));
    }

    private static AlembicRevision read(String text) throws UnreadException {
        return RevisionFile.read("x.py", text.getBytes(StandardCharsets.UTF_8));
    }
}
