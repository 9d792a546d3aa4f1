package dev.shippy.faults;

import dev.shippy.embedded.MongodServer;
import java.nio.file.Path;
import java.util.List;

/** One MongoDB server. */
record StandaloneStore(MongodServer mongod) implements Store {

    static StandaloneStore start(Path directory) {
        return new StandaloneStore(MongodServer.start(directory));
    }

    @Override
    public String url() {
        return mongod.url();
    }

    @Override
    public List<StoreFault> faults() {
        return List.of(
                new StoreFault("kill mongod", 0, 500, mongod::kill, mongod::restart),
                new StoreFault("stop mongod", 0, 1_500, mongod::pause, mongod::resume));
    }

    @Override
    public void awaitPrimary() {
        // A standalone server is the primary as soon as it listens.
    }

    @Override
    public void stop() {
        mongod.stop();
    }

    @Override
    public void restart() {
        mongod.restart();
    }

    @Override
    public List<String> errors() {
        return List.of();
    }

    @Override
    public void close() {
        mongod.close();
    }
}
