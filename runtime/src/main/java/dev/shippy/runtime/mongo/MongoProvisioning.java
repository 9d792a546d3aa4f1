package dev.shippy.runtime.mongo;

import com.mongodb.MongoCommandException;
import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.ProvisioningStep;
import dev.shippy.runtime.ProvisioningStep.Result;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Creates the services' users in MongoDB, logged in as its administrator. Each service gets a role that allows only the
 * necessary actions on its own collections, and a user with only this role, both in the services' database. Existing
 * roles and users are kept if they are right, and changed otherwise; nothing is deleted. May be repeated at any time,
 * also concurrently.
 */
public final class MongoProvisioning {

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);

    /** The server's codes for a role or user that another process has created meanwhile. */
    private static final int ROLE_IS_THERE = 51002;

    private static final int USER_IS_THERE = 51003;

    private static final Set<String> MONGODBS_OWN = Set.of("admin", "config", "local");

    private final Vertx vertx;
    private final MongoStore root;
    private final MongoConfig config;

    private MongoProvisioning(Vertx vertx, MongoStore root, MongoConfig config) {
        this.vertx = vertx;
        this.root = root;
        this.config = config;
    }

    /**
     * Provisions through connections of its own.
     *
     * @param rootUrl {@code mongodb://root:password@host/shippy?authSource=admin}: the administrator's login and the
     *     services' database
     * @param limit how long to wait for the server, and then for its answers; a single answer may take 3 s
     * @return a step for each role and each user, or a {@link ServiceException}: UNAUTHENTICATED at once when the
     *     server rejects the administrator's password, PERMISSION_DENIED at once when the user lacks the rights,
     *     UNAVAILABLE when no server answers
     */
    public static Future<List<ProvisioningStep>> run(
            Vertx vertx, String rootUrl, List<MongoLogin> logins, Duration limit) {
        MongoConfig config = new MongoConfig(rootUrl, ANSWER_LIMIT);
        return MongoStore.connect(vertx, config, limit)
                .compose(root -> root.prepare(
                                "the users in MongoDB",
                                limit,
                                () -> new MongoProvisioning(vertx, root, config).provision(logins))
                        .eventually(root::close));
    }

    /** What is wrong with the administrator's connection string, to be read after its name; nothing if it can be used. */
    public static Optional<String> problem(String rootUrl) {
        if (rootUrl.startsWith("mongodb+srv:")) {
            // Its parser asks DNS for more options, which may take long.
            return Optional.empty();
        }
        if (!MongoConfig.isWellFormed(rootUrl)) {
            return Optional.of("is not a connection string that MongoDB's driver understands."
                    + " Percent-encode special characters in the password");
        }
        String database = new MongoConfig(rootUrl, ANSWER_LIMIT).database();
        return MONGODBS_OWN.contains(database)
                ? Optional.of(
                        "names the database " + database + ", which is MongoDB's own. Name the services' database,"
                                + " such as shippy, and add ?authSource=admin")
                : Optional.empty();
    }

    private Future<List<ProvisioningStep>> provision(List<MongoLogin> logins) {
        return Future.all(logins.stream().map(this::provision).toList())
                .map(all -> all.<List<ProvisioningStep>>list().stream()
                        .flatMap(List::stream)
                        .toList());
    }

    private Future<List<ProvisioningStep>> provision(MongoLogin login) {
        return role(login).compose(role -> user(login).map(user -> List.of(role, user)));
    }

    private Future<ProvisioningStep> role(MongoLogin login) {
        JsonObject query = new JsonObject()
                .put("rolesInfo", new JsonObject().put("role", login.user()).put("db", config.database()))
                .put("showPrivileges", true);
        return command("rolesInfo", query)
                .map(reply -> reply.getJsonArray("roles"))
                .compose(found -> found.isEmpty() ? makeRole(login) : keepRole(login, found.getJsonObject(0)));
    }

    private Future<ProvisioningStep> makeRole(MongoLogin login) {
        return command("createRole", MongoRights.of(login, config.database()).command("createRole", login.user()))
                .map(new ProvisioningStep(roleName(login), Result.MADE, ""))
                .recover(failure -> isCode(failure, ROLE_IS_THERE) ? role(login) : Future.failedFuture(failure));
    }

    private Future<ProvisioningStep> keepRole(MongoLogin login, JsonObject role) {
        MongoRights wanted = MongoRights.of(login, config.database());
        MongoRights found = MongoRights.ofRole(role);
        if (found.equals(wanted)) {
            return Future.succeededFuture(new ProvisioningStep(roleName(login), Result.RIGHT_ALREADY, ""));
        }
        return command("updateRole", wanted.command("updateRole", login.user()))
                .map(new ProvisioningStep(
                        roleName(login), Result.CHANGED, "its rights are " + found + ", not " + wanted));
    }

    private Future<ProvisioningStep> user(MongoLogin login) {
        JsonObject query = new JsonObject()
                .put("usersInfo", new JsonObject().put("user", login.user()).put("db", config.database()));
        return command("usersInfo", query)
                .map(reply -> reply.getJsonArray("users"))
                .compose(found -> found.isEmpty() ? makeUser(login) : keepUser(login, found.getJsonObject(0)));
    }

    private Future<ProvisioningStep> makeUser(MongoLogin login) {
        return command("createUser", account("createUser", login))
                .map(new ProvisioningStep(userName(login), Result.MADE, ""))
                .recover(failure -> isCode(failure, USER_IS_THERE) ? user(login) : Future.failedFuture(failure));
    }

    private Future<ProvisioningStep> keepUser(MongoLogin login, JsonObject user) {
        return logsIn(login).compose(logsIn -> {
            String changes = changes(login, user.getJsonArray("roles"), logsIn);
            return changes.isEmpty()
                    ? Future.succeededFuture(new ProvisioningStep(userName(login), Result.RIGHT_ALREADY, ""))
                    : command("updateUser", account("updateUser", login))
                            .map(new ProvisioningStep(userName(login), Result.CHANGED, changes));
        });
    }

    /** The server does not reveal passwords, so the only check is to log in. */
    private Future<Boolean> logsIn(MongoLogin login) {
        MongoConfig own = new MongoConfig(login.url(config.url()), ANSWER_LIMIT);
        return MongoStore.connect(vertx, own, ANSWER_LIMIT)
                .compose(MongoStore::close)
                .map(true)
                .recover(failure ->
                        MongoErrors.isRefusal(failure) ? Future.succeededFuture(false) : Future.failedFuture(failure));
    }

    private String changes(MongoLogin login, JsonArray roles, boolean logsIn) {
        boolean sameRoles = roles.equals(roles(login));
        Stream<String> changes = Stream.of(
                sameRoles
                        ? ""
                        : "its roles are " + roles.encode() + ", not "
                                + roles(login).encode(),
                logsIn ? "" : "its password differs");
        return String.join("; ", changes.filter(change -> !change.isEmpty()).toList());
    }

    private JsonObject account(String command, MongoLogin login) {
        return new JsonObject()
                .put(command, login.user())
                .put("pwd", login.password())
                .put("roles", roles(login));
    }

    private JsonArray roles(MongoLogin login) {
        return new JsonArray().add(new JsonObject().put("role", login.user()).put("db", config.database()));
    }

    private Future<JsonObject> command(String name, JsonObject command) {
        return root.run(() -> root.client().runCommand(name, command)).compose(MongoStore::confirmed);
    }

    private static boolean isCode(Throwable failure, int code) {
        return failure instanceof MongoCommandException refused && refused.getCode() == code;
    }

    private static String roleName(MongoLogin login) {
        return "MongoDB role " + login.user();
    }

    private static String userName(MongoLogin login) {
        return "MongoDB user " + login.user();
    }
}
