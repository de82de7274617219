import dev.lockkeeper.app.Wiring;
import dev.lockkeeper.backup.Safeguard;
import dev.lockkeeper.cli.Choice;
import dev.lockkeeper.cli.Desk;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.Outcome;
import dev.lockkeeper.schema.Ladder;
import dev.lockkeeper.words.Language;
import dev.lockkeeper.words.Message;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.postgresql.ds.PGSimpleDataSource;

/// The part of `src/bench/thousand` that runs in a console: arguments are the project, the server's port, and the number of rounds.
final class Thousand {

    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset(); // Flyway has a line for each revision
        Path project = Path.of(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        List<Double> ours = new ArrayList<>();
        List<Double> flyways = new ArrayList<>();
        Choice choice = new Choice(project, Optional.empty(), Optional.of(project.resolve("migrations")), Optional.of("none"),
                Language.ENGLISH);
        fresh(port);
        try (Desk desk = Wiring.desk(choice, _ -> {})) {
            long began = System.nanoTime();
            Ladder ladder = desk.schema().ladder();
            desk.schema().made(ladder.head());
            System.out.printf("%d revisions built once on an empty database, to compare with: %.1f s%n", ladder.rungs().size(),
                    seconds(began));
        }
        for (int round = -1; round < rounds; round++) { // the first warms up
            fresh(port);
            double flyway = flyway(project, port);
            fresh(port);
            double our = ours(choice);
            if (round >= 0) {
                ours.add(our);
                flyways.add(flyway);
                System.out.printf("round %d: lockkeeper %.2f s, Flyway in one transaction %.2f s%n", round + 1, our, flyway);
            }
        }
        System.out.printf("median of %d: lockkeeper %.2f s, Flyway in one transaction %.2f s, ratio %.2f%n", rounds, median(ours),
                median(flyways), median(ours) / median(flyways));
    }

    private static double ours(Choice choice) throws Exception {
        try (Desk desk = Wiring.desk(choice, _ -> {})) {
            long began = System.nanoTime();
            OperationId id = OperationId.fresh();
            Outcome<Ladder> end = desk.runs().start(id, Message.of("op.upgrade"), desk.schema().upgrade("head", Safeguard.Wish.DECLINED, id)).await();
            double took = seconds(began);
            if (!(end instanceof Outcome.Done<Ladder>(Ladder after)) || !after.atHead()) {
                throw new IllegalStateException(end.toString());
            }
            return took;
        }
    }

    private static double flyway(Path project, int port) {
        long began = System.nanoTime();
        Flyway.configure().dataSource(source(port, "thousand")).locations("filesystem:" + project.resolve("migrations")).group(true)
                .placeholderReplacement(false).load().migrate();
        return seconds(began);
    }

    private static void fresh(int port) throws Exception {
        try (Connection connection = source(port, "postgres").getConnection(); Statement statement = connection.createStatement()) {
            statement.execute("DROP DATABASE IF EXISTS thousand WITH (FORCE)");
            statement.execute("CREATE DATABASE thousand");
            statement.execute("CHECKPOINT"); // what one has written is not written out in the other's time
        }
    }

    private static PGSimpleDataSource source(int port, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[]{"127.0.0.1"});
        source.setPortNumbers(new int[]{port});
        source.setDatabaseName(database);
        source.setUser("llm_app");
        source.setPassword("bench");
        return source;
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }

    private static double median(List<Double> times) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
