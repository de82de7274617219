package dev.lockkeeper.testing;

import dev.lockkeeper.operation.Journal;
import dev.lockkeeper.operation.OperationId;
import dev.lockkeeper.operation.StopSignal;
import dev.lockkeeper.schema.CatalogStore;
import dev.lockkeeper.schema.Catalogs;
import dev.lockkeeper.schema.Loss;
import dev.lockkeeper.schema.Proof;
import dev.lockkeeper.schema.Revision;
import dev.lockkeeper.schema.Script;
import dev.lockkeeper.schema.catalog.Catalog;
import dev.lockkeeper.schema.catalog.CatalogObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Catalogs in memory, where every revision makes one table. The live one is as `live` says, and has `extra` beside.
public final class FakeCatalogs implements Catalogs {

    public volatile Supplier<Revision> live;
    public volatile List<String> extra = List.of();
    public volatile String database = "7/16384";
    public final AtomicInteger built = new AtomicInteger();

    public FakeCatalogs(Supplier<Revision> live) {
        this.live = live;
    }

    /// With its store in a folder of the test's.
    public Proof proof(Path folder) {
        return new Proof(this, new CatalogStore(folder.resolve("catalogs")));
    }

    @Override
    public Catalog live() {
        List<String> lines = new ArrayList<>(List.of("schema public"));
        int level = live.get().isBase() ? 0 : Integer.parseInt(live.get().id());
        for (int number = 1; number <= level; number++) {
            lines.addAll(made(number));
        }
        lines.addAll(extra);
        return Catalog.of(lines);
    }

    private static List<String> made(int number) {
        return List.of("table public.t" + number + " with ", "column public.t" + number + " 001 id integer not null");
    }

    @Override
    public String database() {
        return database;
    }

    @Override
    public String server() {
        return "15";
    }

    @Override
    public List<Loss> count(List<CatalogObject> going) {
        return going.stream().map(object -> new Loss(object.path(), Optional.empty(), OptionalLong.of(120))).toList();
    }

    @Override
    public void build(List<Script> scripts, Sight at, OperationId operation, Journal journal, StopSignal stop) {
        built.incrementAndGet();
        List<String> lines = new ArrayList<>(List.of("schema public"));
        if (at.wanted(Revision.BASE)) {
            at.seen(Revision.BASE, List.copyOf(lines));
        }
        for (Script script : scripts) {
            lines.addAll(made(Integer.parseInt(script.revision().id())));
            if (at.wanted(script.revision())) {
                at.seen(script.revision(), List.copyOf(lines));
            }
        }
    }
}
