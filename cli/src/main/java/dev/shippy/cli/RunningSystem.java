package dev.shippy.cli;

/** The files that `shippy up` leaves in its data folder for other commands. */
public final class RunningSystem {

    /** Holds {@code nats://operator:PASSWORD@127.0.0.1:PORT}; mode 0600. */
    public static final String OPERATOR_URL = "operator.url";

    /**
     * Holds the administrator's connection string,
     * {@code mongodb://root:PASSWORD@127.0.0.1:PORT/shippy?authSource=admin}; mode 0600. Missing when MONGO_URL names a
     * server.
     */
    public static final String MONGO_URL = "mongo.url";

    /** Holds a line {@code <USER>_NATS_PASSWORD=PASSWORD} for each NATS user; mode 0600. */
    public static final String NATS_PASSWORDS = "nats.env";

    /** The folder with a file for each mail, unless SMTP_URL names a server. */
    public static final String MAIL = "mail";

    private RunningSystem() {}
}
