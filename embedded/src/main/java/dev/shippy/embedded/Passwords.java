package dev.shippy.embedded;

import java.security.SecureRandom;

/** Random passwords of letters and digits that begin with a letter: safe in URLs, configuration files and SQL. */
public final class Passwords {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String ALL = LETTERS + "0123456789";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Passwords() {}

    /** A new password of 32 characters. Safe for any thread. */
    public static String random() {
        StringBuilder password = new StringBuilder(LENGTH);
        password.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        while (password.length() < LENGTH) {
            password.append(ALL.charAt(RANDOM.nextInt(ALL.length())));
        }
        return password.toString();
    }
}
