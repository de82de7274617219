import dev.lockkeeper.adapter.flyway.FlywayHistory;
import dev.lockkeeper.adapter.flyway.MigrationFolder;
import dev.lockkeeper.adapter.postgres.PostgresAccess;
import dev.lockkeeper.app.PostgresSessions;
import dev.lockkeeper.environment.Project;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.schema.catalog.Catalog;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The part of `src/bench/fingerprint` that runs in a console: arguments are the project, one environment for each catalog, and a folder
/// of revisions after `--ladder`.
final class Fingerprint {

    private static final int RUNS = 9;

    public static void main(String[] arguments) throws Exception {
        Path project = Path.of(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            if (arguments[i].equals("--ladder")) {
                ladder(project, arguments[1], Path.of(arguments[++i]));
            } else {
                catalog(project, arguments[i]);
            }
        }
    }

    private static void catalog(Path project, String environment) throws Exception {
        try (PostgresAccess access = new PostgresAccess(new Project(project).environment(environment));
                Connection connection = access.operationConnection(OperationId.fresh())) {
            List<Double> query = new ArrayList<>();
            List<Double> ours = new ArrayList<>();
            List<Double> compare = new ArrayList<>();
            Catalog before = Catalog.of(PostgresAccess.catalog(connection));
            before.fingerprint();
            for (int run = -3; run < RUNS; run++) {
                long began = System.nanoTime();
                List<String> lines = PostgresAccess.catalog(connection);
                long read = System.nanoTime();
                Catalog catalog = Catalog.of(lines);
                catalog.fingerprint();
                long done = System.nanoTime();
                catalog.differencesFrom(before);
                long compared = System.nanoTime();
                if (run >= 0) {
                    query.add((read - began) / 1e6);
                    ours.add((done - read) / 1e6);
                    compare.add((compared - done) / 1e6);
                }
            }
            System.out.printf("fingerprint, %s, %d lines, median of %d: query %.0f ms, reading and hashing %.0f ms, together %.0f ms;"
                    + " comparing with another %.0f ms%n", environment, before.lines().size(), RUNS, median(query), median(ours),
                    median(query) + median(ours), median(compare));
        }
    }

    private static void ladder(Path project, String environment, Path folder) {
        try (PostgresAccess access = new PostgresAccess(new Project(project).environment(environment))) {
            FlywayHistory history = new FlywayHistory(MigrationFolder.at(folder), new PostgresSessions(access));
            List<Double> files = new ArrayList<>();
            List<Double> whole = new ArrayList<>();
            int rungs = 0;
            for (int run = -5; run < RUNS; run++) {
                long began = System.nanoTime();
                history.scripts();
                long read = System.nanoTime();
                rungs = history.ladder().rungs().size();
                long drawn = System.nanoTime();
                if (run >= 0) {
                    files.add((read - began) / 1e6);
                    whole.add((drawn - read) / 1e6);
                }
            }
            System.out.printf("ladder of %d revisions, median of %d: reading the files %.0f ms, the whole ladder %.0f ms%n", rungs, RUNS,
                    median(files), median(whole));
        }
    }

    private static double median(List<Double> times) {
        double[] sorted = times.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
