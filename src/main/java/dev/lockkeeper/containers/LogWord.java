package dev.lockkeeper.containers;

import java.util.Map;

/// The word that PostgreSQL puts before what it says. The first ones are how loud it is, in order; the others come with one of those and are as loud
/// as it.
public enum LogWord {
    DEBUG, LOG, INFO, NOTICE, WARNING, ERROR, FATAL, PANIC, DETAIL, HINT, CONTEXT, QUERY, STATEMENT, LOCATION, NONE;

    /// A server whose `lc_messages` is Korean says them in Korean.
    private static final Map<String, LogWord> KOREAN = Map.ofEntries(Map.entry("디버그", DEBUG), Map.entry("로그", LOG),
            Map.entry("정보", INFO),
            Map.entry("알림", NOTICE), Map.entry("경고", WARNING), Map.entry("오류", ERROR), Map.entry("심각", FATAL),
            Map.entry("치명적오류", FATAL),
            Map.entry("손상", PANIC), Map.entry("상세정보", DETAIL), Map.entry("힌트", HINT), Map.entry("내용", CONTEXT),
            Map.entry("쿼리", QUERY),
            Map.entry("구문", STATEMENT), Map.entry("위치", LOCATION));

    /// Whether it begins something new that the server says.
    public boolean heads() {
        return compareTo(PANIC) <= 0;
    }

    public boolean atLeast(LogWord other) {
        return compareTo(other) >= 0;
    }

    /// As narrow as a column of a log: `WARN`.
    public String label() {
        return switch (this) {
            case WARNING -> "WARN";
            case NONE -> "";
            default -> name();
        };
    }

    static LogWord of(String word) {
        return switch (word) {
            case "LOG" -> LOG;
            case "INFO" -> INFO;
            case "NOTICE" -> NOTICE;
            case "WARNING" -> WARNING;
            case "ERROR" -> ERROR;
            case "FATAL" -> FATAL;
            case "PANIC" -> PANIC;
            case "DEBUG", "DEBUG1", "DEBUG2", "DEBUG3", "DEBUG4", "DEBUG5" -> DEBUG;
            case "DETAIL" -> DETAIL;
            case "HINT" -> HINT;
            case "CONTEXT" -> CONTEXT;
            case "QUERY" -> QUERY;
            case "STATEMENT" -> STATEMENT;
            case "LOCATION" -> LOCATION;
            default -> KOREAN.getOrDefault(word, NONE);
        };
    }
}
