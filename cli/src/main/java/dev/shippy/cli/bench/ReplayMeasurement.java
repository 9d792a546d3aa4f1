package dev.shippy.cli.bench;

import dev.shippy.cli.FailureException;
import dev.shippy.cli.Gateway;
import dev.shippy.cli.Shippy;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.NatsUsers;
import dev.shippy.contracts.Services;
import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.NatsCommand;
import dev.shippy.runtime.VertxDefaults;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.nats.NatsConfig;
import dev.shippy.runtime.nats.StreamOperator;
import dev.shippy.runtime.nats.StreamState;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What `bench replay` does: start a nats-server, fill the stream, measure, print.
 *
 * @param events how many
 * @param pairs how many
 */
record ReplayMeasurement(Shippy shippy, int events, int pairs) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Returns the exit code. */
    int run() {
        return Stoppable.run(shippy, this::measure);
    }

    private void measure(Path work) throws InterruptedException {
        NatsCommand command = NatsCommand.find(shippy::note);
        Map<String, Object> about = about(command);
        shippy.note("Starting a nats-server of its own");
        try (EmbeddedNats server =
                EmbeddedNats.in(work.resolve("nats")).progress(shippy::note).start()) {
            Target target = Target.at(server.passwords().url(NatsUsers.OPERATOR));
            try (Gateway operator = shippy.host().connector().connect(target.url(), LIMIT)) {
                var unused = operator.provision(LIMIT).await();
                fill(server);
                StreamOperator streams = operator.streams(LIMIT);
                about.put("bytes_per_event", bytesPerEvent(streams));
                measure(about, readings(streams, new NatsBench(command, work, target), server));
            }
        }
    }

    private EventReadings readings(StreamOperator streams, NatsBench bench, EmbeddedNats server) {
        ProcessHandle process =
                ProcessHandle.of(server.pid()).orElseThrow(() -> new FailureException("The nats-server has ended"));
        return new EventReadings(streams, bench, process, events);
    }

    /** As the NATS user that tells of bookings. */
    private void fill(EmbeddedNats server) throws InterruptedException {
        String service = Services.CONSIGNMENT;
        NatsConfig config = new NatsConfig(
                service,
                server.url(),
                server.passwords().of(service),
                server.passwords().of(NatsUsers.publicUser(service)),
                1,
                LIMIT,
                LIMIT);
        Vertx vertx = Vertx.vertx(VertxDefaults.options());
        try {
            Nats nats = Nats.connect(vertx, config).await();
            new EventFill(nats.events(), vertx.getOrCreateContext(), shippy::note).run(events);
            nats.drain().await();
        } finally {
            vertx.close().await();
        }
    }

    private long bytesPerEvent(StreamOperator streams) throws InterruptedException {
        StreamState state = streams.state(EventStream.EVENTS);
        if (state.messages() != events) {
            throw new FailureException("The stream has " + state.messages() + " of " + events + " events");
        }
        return state.bytes() / events;
    }

    private void measure(Map<String, Object> about, EventReadings readings) throws InterruptedException {
        List<Pair> measured = new ArrayList<>();
        try {
            new ReplayRuns(readings::replay, readings::ordered, shippy::note).run(pairs, measured);
        } finally {
            PairReport.print(shippy, about, EventReadings.NATS_BENCH, measured);
        }
    }

    private Map<String, Object> about(NatsCommand command) {
        Map<String, Object> about = Machine.describe();
        about.put("nats", command.version());
        about.put("events", events);
        return about;
    }
}
