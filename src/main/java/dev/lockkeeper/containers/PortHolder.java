package dev.lockkeeper.containers;

/// Who has a port of this machine.
public sealed interface PortHolder {

    /// `name` is empty where the system does not tell its name.
    record Program(long pid, String name) implements PortHolder {}

    record Container(String name) implements PortHolder {}

    /// The system keeps a range of ports: `from`–`to`, both included.
    record Reserved(int from, int to) implements PortHolder {}
}
