package dev.lockkeeper.operation;

/// How loud a log line is.
public enum Level {
    DEBUG, INFO, OK, WARN, ERROR
}
