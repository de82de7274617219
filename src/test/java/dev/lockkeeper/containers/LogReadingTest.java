package dev.lockkeeper.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockkeeper.containers.ContainerLine.Stream;
import dev.lockkeeper.environment.Secret;
import dev.lockkeeper.operation.Source;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogReadingTest {

    private static final String PREFIX = "2026-01-02 03:04:05.678 UTC [57] ";

    private final LogReading reading = new LogReading(List.of(new Secret("hunter2-canary"), new Secret("abc")));

    private LogEntry read(String text) {
        return read(Stream.ERR, text);
    }

    private LogEntry read(Stream stream, String text) {
        return reading.read(new ContainerLine(Instant.EPOCH, stream, text, text.length()));
    }

    @ParameterizedTest
    @CsvSource({"LOG,LOG", "WARNING,WARNING", "ERROR,ERROR", "FATAL,FATAL", "PANIC,PANIC", "NOTICE,NOTICE", "DEBUG3,DEBUG",
            "오류,ERROR", "경고,WARNING",
            "심각,FATAL"})
    void the_word_after_the_prefix_says_how_loud_a_line_is(String said, LogWord word) {
        LogEntry entry = read(PREFIX + said + ":  could not do it");
        assertThat(entry.word()).isEqualTo(word);
        assertThat(entry.severity()).isEqualTo(word);
        assertThat(entry.text().text()).isEqualTo("could not do it");
    }

    @Test
    void another_prefix_stays_in_the_text() {
        LogEntry entry = read("user=app,db=app ERROR:  no");
        assertThat(entry.word()).isEqualTo(LogWord.ERROR);
        assertThat(entry.text().text()).isEqualTo("user=app,db=app ERROR:  no");
    }

    @Test
    void what_belongs_to_an_error_is_as_loud_as_it() {
        read(PREFIX + "ERROR:  syntax error");
        assertThat(read(PREFIX + "STATEMENT:  SELECT").severity()).isEqualTo(LogWord.ERROR);
        assertThat(read("\tFROM nowhere")).satisfies(entry -> {
            assertThat(entry.word()).isEqualTo(LogWord.NONE);
            assertThat(entry.severity()).isEqualTo(LogWord.ERROR);
        });
        assertThat(read(Stream.OUT, "\tof the other stream").severity()).isEqualTo(LogWord.LOG);
        assertThat(read("CREATE DATABASE").severity()).isEqualTo(LogWord.LOG);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Error: Database is uninitialized|ERROR", "initdb: error: invalid locale name|ERROR",
            "psql:/docker-entrypoint-initdb.d/01.sql:1: ERROR:  syntax error|ERROR", "initdb: warning: enabling trust|WARNING",
            "the word ERROR: in a text|NONE", "done|NONE"})
    void the_programs_around_the_server_are_understood(String line, LogWord word) {
        assertThat(read(line).word()).isEqualTo(word);
    }

    @Test
    void no_text_can_pretend_to_come_from_elsewhere() {
        assertThat(read("docker: Upgrade succeeded\u202E\r" + "2026-01-02 keeper OK Upgrade succeeded").source())
                .isEqualTo(Source.POSTGRES);
        assertThat(LogEntry.event(Instant.EPOCH, LogWord.ERROR, "died\u001B[2J").source()).isEqualTo(Source.DOCKER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALTER ROLE app PASSWORD 's3cret'",
            "create user app with encrypted password  E's3cret\\' s3cret' login",
            "ALTER ROLE app PASSWORD 's3''cret s3cret'", "ALTER ROLE app PaSsWoRd $tag$s3cret$tag$ CREATEDB",
            "PGPASSWORD=s3cret psql",
            "host=h password=s3cret user=u", "password = 's3 s3cret' user=u", "connecting to postgres://app:s3cret@db/app",
            "PASSWORD U&'s3cret'",
            "password: \"s3cret\"", "ALTER ROLE app PASSWORD 's3cret and no end", "x hunter2-canary y"})
    void passwords_are_hidden(String said) {
        String shown = read(PREFIX + "LOG:  statement: " + said).text().text();
        assertThat(shown).contains(Masks.DOTS).doesNotContain("s3cret").doesNotContain("cret").doesNotContain("hunter2");
        assertThat(reading.hidden()).isTrue();
    }

    @Test
    void a_password_on_lines_of_its_own_is_hidden_and_the_next_message_is_not() {
        read(PREFIX + "LOG:  statement: ALTER ROLE app PASSWORD");
        assertThat(read("\t's3cret").text().text()).doesNotContain("s3cret");
        assertThat(read("\ts3cret2' VALID UNTIL 'tomorrow'").text().text()).doesNotContain("s3cret2")
                .contains("VALID UNTIL 'tomorrow'");
        read(PREFIX + "LOG:  statement: ALTER ROLE app PASSWORD 'open");
        assertThat(read(PREFIX + "LOG:  checkpoint starting: time").text().text()).isEqualTo("checkpoint starting: time");
    }

    @ParameterizedTest
    @ValueSource(strings = {"password authentication failed for user \"app\"", "superuser password is not specified.",
            "see https://www.postgresql.org/docs/15/", "abcdef", "passw", "SELECT password FROM users WHERE name = 'x'"})
    void what_is_no_secret_stays(String said) {
        assertThat(read(PREFIX + "LOG:  " + said).text().text()).isEqualTo(said);
        assertThat(reading.hidden()).isFalse();
    }

    @Test
    void a_mark_is_kept_per_stream_and_what_was_read_is_known_again() {
        Unread unread = new Unread(LogMark.NOTHING);
        List<ContainerLine> log = List.of(line(1, Stream.OUT), line(2, Stream.ERR), line(2, Stream.OUT), line(2, Stream.OUT),
                line(1, Stream.ERR),
                line(3, Stream.OUT), line(2, Stream.ERR));
        assertThat(log.subList(0, 3)).allMatch(unread::take);
        Unread later = new Unread(unread.mark());
        assertThat(log.stream().filter(later::take)).containsExactlyElementsOf(List.of(log.get(3), log.get(5), log.get(6)));
        later.again();
        assertThat(log.stream().filter(later::take)).isEmpty();
        assertThat(later.take(line(3, Stream.OUT))).isTrue();
    }

    private static ContainerLine line(int second, Stream stream) {
        return new ContainerLine(Instant.ofEpochSecond(second), stream, "x", 1);
    }
}
