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
import dev.lockkeeper.schema.catalog.CatalogKind;
import dev.lockkeeper.schema.catalog.CatalogObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Catalogs in memory: the first revision makes `users`, the fourth its lockout columns, the others a table each. The live one is as `live` says, and has `extra` beside.
public final class FakeCatalogs implements Catalogs {

    public volatile Supplier<Revision> live;
    public volatile List<String> extra = List.of();
    public volatile String database = "7/16384";
    /// A revision that changes data only; 0 for none.
    public volatile int dataOnly;
    /// Another version than before has other catalogs: what was built is built again.
    public volatile String server = "15";
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

    private List<String> made(int number) {
        if (number == dataOnly) {
            return List.of();
        }
        return switch (number) {
            case 1 -> List.of("table public.users", "column public.users 001 id uuid not null default gen_random_uuid()",
                    "column public.users 002 username character varying(100) not null",
                    "constraint public.users pk_users PRIMARY KEY (id)",
                    "constraint public.users uq_users_username UNIQUE (username)");
            case 4 -> List.of("column public.users 006 email character varying(255) null",
                    "column public.users 007 is_active boolean not null default true",
                    "column public.users 008 is_locked boolean not null default false",
                    "column public.users 009 locked_until timestamp with time zone null",
                    "column public.users 010 failed_login_attempts integer not null default 0");
            default -> List.of("table public.t" + number, "column public.t" + number + " 001 id integer not null");
        };
    }

    @Override
    public String database() {
        return database;
    }

    @Override
    public String server() {
        return server;
    }

    @Override
    public List<Loss> count(List<CatalogObject> going) {
        return going.stream().map(object -> object.kind() == CatalogKind.COLUMN
                ? new Loss("users", Optional.of(object.name()), OptionalLong.of(object.name().equals("email") ? 87 : 120))
                : new Loss(object.path(), Optional.empty(), OptionalLong.of(120))).toList();
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
