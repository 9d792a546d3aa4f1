package dev.shippy.faults;

import dev.shippy.embedded.EmbeddedNats;
import dev.shippy.embedded.EmbeddedPostgresServer;
import dev.shippy.embedded.ReceivedMail;
import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.IterableConsumer;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.OrderedConsumerContext;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.OrderedConsumerConfiguration;
import java.io.IOException;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads accounts, the stream and the mails past the services, and says what must not be when nothing is under way. */
final class EventAudit implements AutoCloseable {

    /** An event as the stream has it. */
    record Told(long sequence, String id, String subject, String entity) {}

    private static final long READ_LIMIT_MILLIS = 10_000;

    private final EmbeddedPostgresServer postgres;
    private final Connection operator;

    EventAudit(EmbeddedNats nats, EmbeddedPostgresServer postgres) throws IOException, InterruptedException {
        this.postgres = postgres;
        this.operator = Nats.connect(new Options.Builder()
                .server(nats.passwords().url("operator"))
                .inboxPrefix("_INBOX_operator")
                .maxReconnects(-1)
                // It goes away on purpose, and that it does is no news.
                .errorListener(new ErrorListener() {})
                .build());
    }

    /** Ids of all accounts but the first admin's. */
    Set<String> accounts() {
        return texts("SELECT id FROM accounts.account WHERE NOT admin");
    }

    /** Ids of events that are not marked as published. */
    Set<String> unpublished() {
        return texts("SELECT id FROM accounts.outbox WHERE published_at IS NULL");
    }

    long deadLetters() throws IOException, JetStreamApiException {
        return operator.jetStreamManagement()
                .getStreamInfo("DEAD_LETTERS")
                .getStreamState()
                .getMsgCount();
    }

    /** Messages of EVENTS that the subscriber has not done. */
    long waiting() throws IOException, JetStreamApiException {
        var info = operator.jetStreamManagement().getConsumerInfo("EVENTS", "email-subscriber");
        return info.getNumPending() + info.getNumAckPending();
    }

    /** Everything in EVENTS, in order. */
    List<Told> events() throws Exception {
        long last = operator.jetStreamManagement()
                .getStreamInfo("EVENTS")
                .getStreamState()
                .getLastSequence();
        List<Told> told = new ArrayList<>();
        if (last == 0) {
            return told;
        }
        OrderedConsumerContext reader = operator.getStreamContext("EVENTS")
                .createOrderedConsumer(new OrderedConsumerConfiguration().deliverPolicy(DeliverPolicy.All));
        IterableConsumer messages = reader.iterate();
        while (told.isEmpty() || told.get(told.size() - 1).sequence() < last) {
            Message next = messages.nextMessage(READ_LIMIT_MILLIS);
            if (next == null) {
                throw new IllegalStateException("EVENTS ends before its last sequence " + last);
            }
            told.add(new Told(
                    next.metaData().streamSequence(),
                    next.getHeaders().getFirst("ce-id"),
                    next.getSubject(),
                    next.getHeaders().getFirst("ce-subject")));
        }
        messages.close();
        return told;
    }

    /**
     * Everything that is wrong.
     *
     * @param acknowledged ids of the users who were told that they have an account
     * @param mails what arrived
     */
    List<String> findings(Set<String> acknowledged, List<ReceivedMail> mails) throws Exception {
        List<String> findings = new ArrayList<>();
        Set<String> accounts = accounts();
        missing(acknowledged, accounts).forEach(id -> findings.add("acknowledged and no account: " + id));
        unpublished().forEach(id -> findings.add("never published: event " + id));
        Map<String, List<Told>> created = events().stream()
                .filter(event -> event.subject().equals("user.created"))
                .collect(Collectors.groupingBy(Told::entity));
        missing(accounts, created.keySet()).forEach(id -> findings.add("no event: account " + id));
        Map<String, Integer> arrived = new HashMap<>();
        mails.forEach(mail -> arrived.merge(mail.messageId(), 1, Integer::sum));
        Set<String> due = new HashSet<>();
        created.forEach((user, events) -> {
            if (events.size() > 1) {
                findings.add("told " + events.size() + " times: " + user);
            }
            if (accounts.contains(user)) {
                due.add(events.get(0).id());
                if (arrived.keySet().stream()
                        .noneMatch(id -> id.startsWith("<" + events.get(0).id() + "@"))) {
                    findings.add("no mail: account " + user);
                }
            }
        });
        if (arrived.size() != due.size()) {
            findings.add(arrived.size() + " different mails for " + due.size() + " events");
        }
        return findings;
    }

    private static Set<String> missing(Set<String> wanted, Set<String> there) {
        Set<String> missing = new HashSet<>(wanted);
        missing.removeAll(there);
        return missing;
    }

    private Set<String> texts(String sql) {
        URI url = URI.create(postgres.url());
        String[] login = url.getUserInfo().split(":", 2);
        String address = "jdbc:postgresql://" + url.getHost() + ":" + url.getPort() + url.getPath();
        try (java.sql.Connection connection =
                        DriverManager.getConnection(address, login[0], login.length > 1 ? login[1] : "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            Set<String> texts = new HashSet<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException failed) {
            throw new IllegalStateException(sql, failed);
        }
    }

    @Override
    public void close() {
        try {
            operator.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
