package dev.shippy.cli.system;

import dev.shippy.consignment.ConsignmentVerticle;
import dev.shippy.contracts.Services;
import dev.shippy.embedded.Passwords;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.mongo.MongoLogin;
import dev.shippy.runtime.mongo.MongoProvisioning;
import dev.shippy.vessel.VesselVerticle;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The services' own users in one MongoDB.
 *
 * @param rootUrl the connection string of its administrator, with the services' database
 */
record MongoUsers(String rootUrl, List<MongoLogin> logins) {

    static final String ROOT_URL = "MONGO_ROOT_URL";

    private static final Map<String, List<String>> COLLECTIONS =
            Map.of(Services.VESSEL, VesselVerticle.COLLECTIONS, Services.CONSIGNMENT, ConsignmentVerticle.COLLECTIONS);

    /** With new passwords. */
    static MongoUsers random(String rootUrl) {
        return of(rootUrl, service -> Passwords.random());
    }

    /**
     * With the passwords that the environment gives; nothing when it names no administrator.
     *
     * @throws dev.shippy.runtime.ConfigurationException if it names one, and a password is missing or cannot be one
     */
    static Optional<MongoUsers> from(Environment environment) {
        if (environment.text(ROOT_URL, "").isEmpty()) {
            return Optional.empty();
        }
        String rootUrl = environment.url(ROOT_URL, "", "mongodb", "mongodb+srv");
        COLLECTIONS.keySet().stream().sorted().forEach(service -> requirePassword(environment, service));
        environment.check();
        return Optional.of(of(rootUrl, service -> environment.text(passwordVariable(service), "")));
    }

    /** Such as {@code VESSEL_MONGO_PASSWORD}. */
    static String passwordVariable(String service) {
        return service.toUpperCase(Locale.ROOT).replace('-', '_') + "_MONGO_PASSWORD";
    }

    /**
     * Makes them, or makes them right. Blocks.
     *
     * @throws dev.shippy.contracts.ServiceException as {@link MongoProvisioning#run} says
     */
    List<ProvisioningStep> provision(Duration limit) {
        Vertx vertx = Vertx.vertx();
        try {
            return MongoProvisioning.run(vertx, rootUrl, logins, limit).await();
        } finally {
            vertx.close().await();
        }
    }

    /** The connection string of a service; empty when it keeps nothing in MongoDB. */
    String url(String service) {
        return logins.stream()
                .filter(login -> login.user().equals(service))
                .map(login -> login.url(rootUrl))
                .findFirst()
                .orElse("");
    }

    private static MongoUsers of(String rootUrl, UnaryOperator<String> password) {
        return new MongoUsers(
                rootUrl,
                COLLECTIONS.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> new MongoLogin(entry.getKey(), password.apply(entry.getKey()), entry.getValue()))
                        .toList());
    }

    private static void requirePassword(Environment environment, String service) {
        String variable = passwordVariable(service);
        String password = environment.required(variable);
        if (!password.isEmpty() && !MongoLogin.isPassword(password)) {
            environment.reject(variable + " is not 8 to 128 letters and digits");
        }
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "MongoUsers" + logins;
    }
}
