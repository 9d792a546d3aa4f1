package dev.shippy.embedded;

import dev.shippy.contracts.NatsUser;
import dev.shippy.contracts.NatsUsers;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The passwords of the users of one NATS server, and of the user {@code sys} of its system account. */
public final class NatsPasswords {

    /** The user of the system account. */
    public static final String SYS = "sys";

    /** The server reads a value that begins like a number as one. */
    private static final Pattern VALID = Pattern.compile("[A-Za-z][A-Za-z0-9]{7,127}");

    private final Map<String, String> byUser;
    private final int port;

    private NatsPasswords(Map<String, String> byUser, int port) {
        this.byUser = Map.copyOf(byUser);
        this.port = port;
    }

    /** A new password for each user. */
    public static NatsPasswords random() {
        return new NatsPasswords(users().collect(Collectors.toMap(user -> user, user -> Passwords.random())), 0);
    }

    /**
     * Passwords that the caller keeps; users that are not named get a new one.
     *
     * @param byUser NATS user to password: 8 to 128 letters and digits that begin with a letter
     * @throws IllegalArgumentException if a user is unknown or a password is not like that
     */
    public static NatsPasswords of(Map<String, String> byUser) {
        Map<String, String> all = new TreeMap<>(random().byUser);
        byUser.forEach((user, password) -> {
            if (!all.containsKey(user)) {
                throw new IllegalArgumentException("There is no NATS user " + user);
            }
            if (!VALID.matcher(password).matches()) {
                throw new IllegalArgumentException("The password of the NATS user " + user
                        + " must be 8 to 128 letters and digits that begin with a letter");
            }
            all.put(user, password);
        });
        return new NatsPasswords(all, 0);
    }

    /**
     * Reads what {@link #toFile} wrote; users that it does not name get a new password.
     *
     * @throws IllegalArgumentException if a line is not {@code <USER>_NATS_PASSWORD=password}
     */
    public static NatsPasswords ofFile(String content) {
        Map<String, String> users = users().collect(Collectors.toMap(NatsPasswords::variable, user -> user));
        Map<String, String> byUser = new TreeMap<>();
        content.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            int equals = line.indexOf('=');
            String user = equals < 0 ? null : users.get(line.substring(0, equals));
            if (user == null) {
                throw new IllegalArgumentException("Not a line <USER>_NATS_PASSWORD=password of a user of ours");
            }
            byUser.put(user, line.substring(equals + 1));
        });
        return of(byUser);
    }

    /** A line {@code <USER>_NATS_PASSWORD=password} for each user, as a shell's {@code .} reads it. */
    public String toFile() {
        return environment().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** The password of a user such as {@code vessel-public}. */
    public String of(String natsUser) {
        String password = byUser.get(natsUser);
        if (password == null) {
            throw new IllegalArgumentException("There is no NATS user " + natsUser);
        }
        return password;
    }

    /**
     * The address of the running server with this user's name and password:
     * {@code nats://user:password@127.0.0.1:port}.
     *
     * @throws IllegalStateException if these passwords were not taken from a started server
     */
    public String url(String natsUser) {
        if (port == 0) {
            throw new IllegalStateException("Ask the started server for its passwords");
        }
        return "nats://" + natsUser + ":" + of(natsUser) + "@127.0.0.1:" + port;
    }

    /** The same passwords, of a running server on this port of 127.0.0.1. */
    public NatsPasswords at(int serverPort) {
        return new NatsPasswords(byUser, serverPort);
    }

    /** As the variables that the configuration refers to, {@code <USER>_NATS_PASSWORD}. */
    public Map<String, String> environment() {
        return users().collect(Collectors.toMap(NatsPasswords::variable, this::of));
    }

    static String variable(String natsUser) {
        return NatsUsers.all().stream()
                .filter(user -> user.name().equals(natsUser))
                .map(NatsUser::passwordVariable)
                .findFirst()
                .orElse("SYS_NATS_PASSWORD");
    }

    private static Stream<String> users() {
        return Stream.concat(Stream.of(SYS), NatsUsers.all().stream().map(NatsUser::name));
    }

    /** Names only. */
    @Override
    public String toString() {
        return "NatsPasswords" + new TreeMap<>(byUser).keySet();
    }
}
