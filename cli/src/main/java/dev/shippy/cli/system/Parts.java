package dev.shippy.cli.system;

import dev.shippy.cli.FailureException;

/** The servers that come with an installation. */
public final class Parts {

    private Parts() {}

    /** For commands of an installation that may have no servers of its own, such as the container image. */
    public static void require() {
        try {
            Class.forName("com.icegreen.greenmail.util.GreenMail", false, Parts.class.getClassLoader());
        } catch (ClassNotFoundException left) {
            throw new FailureException(
                    "This installation comes without servers of its own, which this command"
                            + " needs; the other commands work, with --server",
                    left);
        }
    }
}
