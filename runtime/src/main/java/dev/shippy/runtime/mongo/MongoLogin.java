package dev.shippy.runtime.mongo;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A service's own user in MongoDB, and the collections that it may read and write.
 *
 * @param user the service's name
 * @param password 8 to 128 letters and digits, which need no escaping in a connection string; never printed
 * @param collections of the database that the services share; at least one
 */
public record MongoLogin(String user, String password, List<String> collections) {

    private static final Pattern USER = Pattern.compile("[a-z][a-z-]{0,62}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9]{8,128}");
    private static final Pattern URL =
            Pattern.compile("(mongodb(?:\\+srv)?://)(?:[^/?]*@)?([^/?]+)(?:/([^?]*))?(?:\\?(.*))?");

    /** Options of a connection string that apply to its user. */
    private static final Set<String> ABOUT_THE_USER = Set.of("authsource", "authmechanism", "authmechanismproperties");

    public MongoLogin {
        if (!USER.matcher(user).matches()) {
            throw new IllegalArgumentException("Not a user's name: " + user);
        }
        if (!isPassword(password)) {
            throw new IllegalArgumentException(
                    "The password of the MongoDB user " + user + " must be 8 to 128 letters and digits");
        }
        if (collections.isEmpty()) {
            throw new IllegalArgumentException("The MongoDB user " + user + " has no collections");
        }
        collections = List.copyOf(collections);
    }

    /** Whether a text can be a password: 8 to 128 letters and digits. */
    public static boolean isPassword(String text) {
        return PASSWORD.matcher(text).matches();
    }

    /**
     * Another connection string with this login in place of its own: the same hosts, database and options. The user
     * belongs to that database.
     *
     * @param otherUrl {@code mongodb://root:password@host/shippy?authSource=admin}; the database defaults to
     *     {@code shippy}
     */
    public String url(String otherUrl) {
        Matcher parts = URL.matcher(otherUrl);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a connection string of MongoDB");
        }
        String named = Objects.requireNonNullElse(parts.group(3), "");
        String options = Stream.of(
                        Objects.requireNonNullElse(parts.group(4), "").split("[&;]", -1))
                .filter(option -> !option.isEmpty() && !isAboutTheUser(option))
                .collect(Collectors.joining("&"));
        return parts.group(1) + user + ":" + password + "@" + parts.group(2) + "/"
                + (named.isEmpty() ? MongoConfig.DEFAULT_DATABASE : named) + (options.isEmpty() ? "" : "?" + options);
    }

    private static boolean isAboutTheUser(String option) {
        return ABOUT_THE_USER.contains(option.replaceFirst("=.*", "").toLowerCase(Locale.ROOT));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "MongoLogin[user=" + user + ", collections=" + collections + "]";
    }
}
