package dev.shippy.contracts;

import java.util.List;
import java.util.Locale;

/**
 * A user of the NATS server and what it may say and hear; everything that is not listed is refused.
 *
 * @param name as the connection gives it, such as {@code vessel-public}
 * @param publish subjects that it may publish to
 * @param publishDenied subjects taken out of {@code publish} again
 * @param subscribe subjects that it may subscribe to; {@code "SUBJECT q"} allows the queue group {@code q} only
 */
public record NatsUser(String name, List<String> publish, List<String> publishDenied, List<String> subscribe) {

    public NatsUser {
        publish = List.copyOf(publish);
        publishDenied = List.copyOf(publishDenied);
        subscribe = List.copyOf(subscribe);
    }

    /** The environment variable that holds its password in a server's configuration. */
    public String passwordVariable() {
        return name.toUpperCase(Locale.ROOT).replace('-', '_') + "_NATS_PASSWORD";
    }

    /** The prefix of the reply subjects of the NATS user with this name. */
    public static String inboxPrefix(String user) {
        return user.equals(NatsUsers.CUSTOMER) ? "_INBOX" : "_INBOX_" + user;
    }
}
