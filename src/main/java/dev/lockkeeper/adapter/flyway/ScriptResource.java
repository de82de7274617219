package dev.lockkeeper.adapter.flyway;

import java.io.Reader;
import java.io.StringReader;
import org.flywaydb.core.api.resource.LoadableResource;

/// A script as Flyway wants it, from memory: what was read and checked is what runs, whatever happens to the file meanwhile.
final class ScriptResource extends LoadableResource {

    private final String name;
    private final String text;

    ScriptResource(String name, String text) {
        this.name = name;
        this.text = text;
    }

    @Override
    public Reader read() {
        return new StringReader(text);
    }

    @Override
    public String getAbsolutePath() {
        return name;
    }

    @Override
    public String getAbsolutePathOnDisk() {
        return name;
    }

    @Override
    public String getFilename() {
        return name;
    }

    @Override
    public String getRelativePath() {
        return name;
    }
}
