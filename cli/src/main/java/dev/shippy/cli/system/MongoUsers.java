package dev.shippy.cli.system;

import dev.shippy.consignment.ConsignmentVerticle;
import dev.shippy.contracts.Services;
import dev.shippy.embedded.Passwords;
import dev.shippy.runtime.Environment;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.VertxDefaults;
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
 * @param rootUrl the administrator's connection string, with the services' database
 */
record MongoUsers(String rootUrl, List<MongoLogin> logins) {

    static final String ROOT_URL = "MONGO_ROOT_URL";
    private static final String EXAMPLE = "mongodb://root:PASSWORD@host/shippy?authSource=admin";

    private static final Map<String, List<String>> COLLECTIONS =
            Map.of(Services.VESSEL, VesselVerticle.COLLECTIONS, Services.CONSIGNMENT, ConsignmentVerticle.COLLECTIONS);

    /** Users with new random passwords. */
    static MongoUsers random(String rootUrl) {
        return of(rootUrl, service -> Passwords.random());
    }

    /**
     * Users with the passwords in the environment; empty if MONGO_ROOT_URL is not set.
     *
     * @throws dev.shippy.runtime.ConfigurationException if MONGO_ROOT_URL is set and a password is missing or invalid
     */
    static Optional<MongoUsers> from(Environment environment) {
        if (environment.text(ROOT_URL, "").isEmpty()) {
            return Optional.empty();
        }
        String rootUrl = environment.url(ROOT_URL, EXAMPLE, "mongodb", "mongodb+srv");
        MongoProvisioning.problem(rootUrl).ifPresent(problem -> environment.reject(ROOT_URL + " " + problem));
        COLLECTIONS.keySet().stream().sorted().forEach(service -> requirePassword(environment, service));
        environment.check();
        return Optional.of(of(rootUrl, service -> environment.text(passwordVariable(service), "")));
    }

    /** The variable of a service's password, such as {@code VESSEL_MONGO_PASSWORD}. */
    static String passwordVariable(String service) {
        return service.toUpperCase(Locale.ROOT).replace('-', '_') + "_MONGO_PASSWORD";
    }

    /**
     * Creates the users, or corrects existing ones. Blocks.
     *
     * @throws dev.shippy.contracts.ServiceException as {@link MongoProvisioning#run} says
     */
    List<ProvisioningStep> provision(Duration limit) {
        Vertx vertx = Vertx.vertx(VertxDefaults.options());
        try {
            return MongoProvisioning.run(vertx, rootUrl, logins, limit).await();
        } finally {
            vertx.close().await();
        }
    }

    /** The connection string of a service; empty if the service does not use MongoDB. */
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
            environment.reject(variable + " must be 8 to 128 letters and digits");
        }
    }

    /** Without passwords. */
    @Override
    public String toString() {
        return "MongoUsers" + logins;
    }
}
