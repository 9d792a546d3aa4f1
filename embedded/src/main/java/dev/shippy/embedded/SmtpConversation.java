package dev.shippy.embedded;

import dev.shippy.embedded.SmtpScript.Moment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Consumer;

/** One connection of a {@link ScriptedSmtp}; knows no extensions. */
final class SmtpConversation {

    private static final String ID_HEADER = "Message-ID:";

    private final Socket connection;
    private final BufferedReader lines;
    private final SmtpScript script;
    private final Consumer<String> accepted;
    private String recipient = "";

    /**
     * A conversation that has not begun.
     *
     * @param accepted hears the Message-ID of each mail before its 250 is said
     */
    SmtpConversation(Socket connection, SmtpScript script, Consumer<String> accepted) throws IOException {
        this.connection = connection;
        this.lines = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
        this.script = script;
        this.accepted = accepted;
    }

    /** Speaks until one of both has had enough. */
    void hold() throws IOException {
        boolean goesOn = say(reply(Moment.GREETING));
        for (String line = lines.readLine(); goesOn && line != null; line = goesOn ? lines.readLine() : null) {
            goesOn = answer(line);
        }
    }

    private boolean answer(String line) throws IOException {
        return switch (line.split("[ :]", 2)[0].toUpperCase(Locale.ROOT)) {
            case "EHLO", "HELO", "RSET", "NOOP" -> say("250 fine");
            case "MAIL" -> say(reply(Moment.SENDER));
            case "RCPT" -> recipient(line);
            case "DATA" -> data();
            case "QUIT" -> !say("221 bye");
            default -> say("502 unknown");
        };
    }

    private boolean recipient(String line) throws IOException {
        recipient = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        String reply = reply(Moment.RECIPIENT);
        if (!reply.startsWith("2")) {
            recipient = "";
        }
        return say(reply);
    }

    private boolean data() throws IOException {
        String reply = recipient.isEmpty() ? "503 no recipient" : reply(Moment.DATA);
        return say(reply) && (!reply.startsWith("354") || content());
    }

    private boolean content() throws IOException {
        String id = "";
        String line = lines.readLine();
        for (; line != null && !line.equals("."); line = lines.readLine()) {
            if (id.isEmpty() && line.regionMatches(true, 0, ID_HEADER, 0, ID_HEADER.length())) {
                id = line.substring(ID_HEADER.length()).strip();
            }
        }
        if (line == null) {
            return false;
        }
        String reply = reply(Moment.CONTENT);
        if (reply.startsWith("2")) {
            accepted.accept(id);
        }
        return say(reply);
    }

    private String reply(Moment moment) {
        return script.reply(moment, recipient);
    }

    private boolean say(String reply) throws IOException {
        if (!reply.equals(SmtpScript.SILENCE)) {
            connection.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        return !reply.startsWith("421");
    }
}
