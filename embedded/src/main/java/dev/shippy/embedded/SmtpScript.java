package dev.shippy.embedded;

/** Decides what a {@link ScriptedSmtp} says. Called on the threads of its connections. */
@FunctionalInterface
public interface SmtpScript {

    /** When there is something to be said. */
    enum Moment {
        /** Before anything else. */
        GREETING("220 here"),
        /** After MAIL FROM. */
        SENDER("250 sender"),
        /** After RCPT TO. */
        RECIPIENT("250 recipient"),
        /** After DATA, before the mail. */
        DATA("354 go on"),
        /** After the mail: 250 is the server's promise. */
        CONTENT("250 accepted");

        private final String normally;

        Moment(String normally) {
            this.normally = normally;
        }

        /** What a good server says. */
        public String normally() {
            return normally;
        }
    }

    /** Says nothing, and keeps the connection open. */
    String SILENCE = "";

    /**
     * One reply.
     *
     * @param recipient the address of RCPT TO from that moment on, empty before
     * @return such as {@code 451 later}, {@link #SILENCE}, or {@link Moment#normally}; after a 421 the connection is closed
     */
    String reply(Moment moment, String recipient);
}
