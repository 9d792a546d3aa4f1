package dev.shippy.faults;

import dev.shippy.consignment.ConsignmentVerticle;
import dev.shippy.embedded.Passwords;
import dev.shippy.runtime.mongo.MongoLogin;
import dev.shippy.runtime.mongo.MongoProvisioning;
import dev.shippy.vessel.VesselVerticle;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/** The services' own users in MongoDB, so that every suite here shows that their rights are enough. */
record StoreUsers(String rootUrl, List<MongoLogin> logins) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Makes them, in the database that the administrator's connection string names. */
    static StoreUsers make(String rootUrl) {
        StoreUsers users = new StoreUsers(
                rootUrl,
                List.of(
                        new MongoLogin("vessel", Passwords.random(), VesselVerticle.COLLECTIONS),
                        new MongoLogin("consignment", Passwords.random(), ConsignmentVerticle.COLLECTIONS)));
        Vertx vertx = Vertx.vertx();
        try {
            var unused =
                    MongoProvisioning.run(vertx, rootUrl, users.logins(), LIMIT).await();
        } finally {
            vertx.close().await();
        }
        return users;
    }

    /** For a server that is not there. */
    static StoreUsers none(String url) {
        return new StoreUsers(url, List.of());
    }

    /** The connection string of a service's user; without users, the one that everybody gets. */
    String url(String service) {
        return logins.stream()
                .filter(login -> login.user().equals(service))
                .map(login -> login.url(rootUrl))
                .findFirst()
                .orElse(logins.isEmpty() ? rootUrl : "");
    }
}
