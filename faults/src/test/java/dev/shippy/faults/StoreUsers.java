package dev.shippy.faults;

import dev.shippy.consignment.ConsignmentVerticle;
import dev.shippy.embedded.Passwords;
import dev.shippy.runtime.mongo.MongoLogin;
import dev.shippy.runtime.mongo.MongoProvisioning;
import dev.shippy.vessel.VesselVerticle;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;

/** The services' own users in MongoDB. Using them shows in every suite that their rights suffice. */
record StoreUsers(String rootUrl, List<MongoLogin> logins) {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Creates the users in the database named by the administrator's connection string. */
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

    /** No users, for a server that does not exist. */
    static StoreUsers none(String url) {
        return new StoreUsers(url, List.of());
    }

    /** The connection string of a service's user; without users, the common one. */
    String url(String service) {
        return logins.stream()
                .filter(login -> login.user().equals(service))
                .map(login -> login.url(rootUrl))
                .findFirst()
                .orElse(logins.isEmpty() ? rootUrl : "");
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "StoreUsers" + logins;
    }
}
