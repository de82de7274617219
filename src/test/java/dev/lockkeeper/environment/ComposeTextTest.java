package dev.lockkeeper.environment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ComposeTextTest {

    @Test
    void the_service_with_an_image_of_postgres_is_the_database() {
        assertThat(ComposeText.database("""
            version: "3.8"
            services:
              web:
                image: ghcr.io/org/web:1   # not this
                environment:
                  image: postgres:9
              "db":
                build: .
                image: 'registry.local:5000/library/postgres:15-alpine'
            volumes:
              postgres:
            """)).contains(new DatabaseInCompose("db", "registry.local:5000/library/postgres:15-alpine"));
    }

    @Test
    void its_offspring_and_a_default_count_and_exporters_do_not() {
        assertThat(ComposeText.database("services:\n  a:\n    image: pgvector/pgvector:pg16\n"))
                .contains(new DatabaseInCompose("a", "pgvector/pgvector:pg16"));
        assertThat(ComposeText.database("services:\n  a:\n    image: ${IMAGE:-postgres:17}\n"))
                .contains(new DatabaseInCompose("a", "postgres:17"));
        assertThat(ComposeText.database("services:\n  a:\n    image: postgres-exporter:1\n")).isEmpty();
        assertThat(ComposeText.database("")).isEmpty();
    }

    @Test
    void of_two_the_one_of_that_name_is_meant_else_none() {
        String two = "services:\n  %s:\n    image: postgres:15\n  old:\n    image: postgres:12\n";
        assertThat(ComposeText.database(two.formatted("postgres"))).contains(new DatabaseInCompose("postgres", "postgres:15"));
        assertThat(ComposeText.database(two.formatted("db"))).isEmpty();
    }
}
