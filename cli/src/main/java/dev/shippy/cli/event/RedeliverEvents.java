package dev.shippy.cli.event;

import dev.shippy.cli.ExitCode;
import dev.shippy.cli.Line;
import dev.shippy.cli.Progress;
import dev.shippy.cli.Session;
import dev.shippy.cli.Shippy;
import dev.shippy.cli.StopSignal;
import dev.shippy.cli.UsageException;
import dev.shippy.contracts.Services;
import dev.shippy.runtime.nats.StoredMessage;
import dev.shippy.runtime.nats.StreamReader;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "redeliver",
        description = {
            "Hands events to a subscriber once more, as copies. Only says what it would do, unless --yes is given.",
            "Nobody is mailed twice: the subscriber keeps which events have their mail."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  shippy event redeliver --to email-subscriber --since 2h",
            "  shippy event redeliver --to email-subscriber --since 2h --yes"
        })
@SuppressWarnings("NullAway.Init") // options are set by picocli
final class RedeliverEvents implements Callable<Integer> {

    private static final int INTERRUPTED = 130;

    private final Shippy shippy;

    @Option(names = "--to", paramLabel = "SUBSCRIBER", required = true, description = "To whom: email-subscriber.")
    private String subscriber;

    @Mixin
    private EventFilter filter;

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    RedeliverEvents(Shippy shippy) {
        this.shippy = shippy;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!subscriber.equals(Services.EMAIL_SUBSCRIBER)) {
            throw new UsageException("--to is \"" + subscriber + "\"; the only subscriber is email-subscriber");
        }
        try (Session session = shippy.connectAsOperator();
                StreamReader reader = session.streams().open(filter.selection());
                Progress progress = shippy.progress()) {
            if (yes) {
                send(session, reader, progress);
            } else {
                survey(session, reader, progress);
            }
        }
        return ExitCode.OK;
    }

    private void send(Session session, StreamReader reader, Progress progress) {
        Redelivery redelivery = new Redelivery(session.streams());
        StopSignal stop = shippy.interruptible(INTERRUPTED);
        try {
            sendUntilStopped(redelivery, reader, progress);
            redelivery.finish();
            progress.erase();
            shippy.output().summary(List.of(new Line("redelivered", redelivery.confirmed())));
        } finally {
            stop.ended();
        }
    }

    private void sendUntilStopped(Redelivery redelivery, StreamReader reader, Progress progress) {
        try {
            for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
                redelivery.send(next.get());
                progress.tell(() -> "events redelivered: " + redelivery.confirmed() + ", to come: " + reader.pending());
            }
        } catch (InterruptedException stopped) {
            progress.erase();
            shippy.note("Stopped before the end.");
        }
    }

    private void survey(Session session, StreamReader reader, Progress progress) throws InterruptedException {
        MailedEvents mailed = new MailedEvents(session);
        for (Optional<StoredMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
            mailed.add(next.get());
            progress.tell(() -> "events read: " + mailed.events() + ", to come: " + reader.pending());
        }
        mailed.finish();
        progress.erase();
        shippy.output()
                .summary(List.of(new Line("events", mailed.events()), new Line("already_mailed", mailed.mailed())));
        shippy.note("Nothing was redelivered; --yes does it.");
    }
}
