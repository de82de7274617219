package dev.lockkeeper.architecture.wrong.schema;

import dev.lockkeeper.architecture.wrong.accounts.Person;
import com.github.dockerjava.api.DockerClient;
import org.flywaydb.core.Flyway;

/// Breaks a rule, so that the rule is seen to fail.
public record Level(Person person, Flyway flyway, DockerClient engine) {}
