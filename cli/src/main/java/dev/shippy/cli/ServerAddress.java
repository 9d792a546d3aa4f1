package dev.shippy.cli;

import dev.shippy.contracts.NatsUsers;
import dev.shippy.runtime.ServerUrl;
import dev.shippy.runtime.nats.NatsConfig;
import java.util.Locale;
import java.util.Optional;

/** Which NATS server a command talks to. */
final class ServerAddress {

    static final String DEFAULT = "nats://127.0.0.1:4222";

    private ServerAddress() {}

    /** {@code --server}, else NATS_URL, else the system that `shippy up` runs on this machine, else the usual address. */
    static String choose(String option, Host host) {
        String named = option.isEmpty() ? host.variable("NATS_URL", "") : option;
        if (!named.isEmpty()) {
            return checked(named);
        }
        return operatorsAddress(host).map(ServerAddress::shown).orElse(DEFAULT);
    }

    /** As {@link #choose}, with the operator's user and password for the system that `shippy up` runs on this machine. */
    static String chooseForOperator(String option, Host host) {
        boolean named = !option.isEmpty() || !host.variable("NATS_URL", "").isEmpty();
        return named ? choose(option, host) : operatorsAddress(host).orElseGet(() -> choose(option, host));
    }

    static boolean isOperators(String url) {
        return NatsConfig.servers(url).user().equals(NatsUsers.OPERATOR);
    }

    /** Without user and password. */
    static String shown(String url) {
        return NatsConfig.servers(url).shown();
    }

    static String withoutScheme(String url) {
        return shown(url).replaceFirst("^[a-z]+://", "");
    }

    /** The key of a stored login: equal for all spellings of one server. */
    static String key(String url) {
        String address = withoutScheme(url).replaceFirst("/$", "").toLowerCase(Locale.ROOT);
        String host = address.replaceFirst("^localhost(?=$|:\\d+$)", "127.0.0.1");
        return host.matches(".*:\\d+") ? host : host + ":" + DEFAULT.replaceFirst(".*:", "");
    }

    private static String checked(String url) {
        try {
            ServerUrl parsed = NatsConfig.servers(url.contains("://") ? url : "nats://" + url);
            return parsed.written();
        } catch (IllegalArgumentException wrong) {
            throw new UsageException("The server's address is wrong: " + wrong.getMessage()
                    + "; expected form: nats://host:4222 or nats://user:password@host:4222,host:4222");
        }
    }

    private static Optional<String> operatorsAddress(Host host) {
        return host.state()
                .runningSystem()
                .flatMap(folder -> StateDirectory.read(folder.resolve(RunningSystem.OPERATOR_URL)));
    }
}
