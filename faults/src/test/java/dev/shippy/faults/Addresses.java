package dev.shippy.faults;

import dev.shippy.embedded.NatsPasswords;
import java.util.Map;

/** Where services find their servers. */
record Addresses(String natsUrl, NatsPasswords natsPasswords, String postgresUrl, StoreUsers mongo, String smtpUrl) {

    Map<String, String> settings(String service) {
        return Map.of(
                "NATS_URL",
                natsUrl,
                "NATS_PASSWORD",
                natsPasswords.of(service),
                "NATS_PUBLIC_PASSWORD",
                natsPasswords.of(service + "-public"),
                "PG_URL",
                postgresUrl,
                "MONGO_URL",
                mongo.url(service),
                "SMTP_URL",
                smtpUrl);
    }
}
