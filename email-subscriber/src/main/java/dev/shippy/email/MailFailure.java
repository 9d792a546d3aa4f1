package dev.shippy.email;

/** Why a mail was not sent, with a sentence for operators that has neither addresses nor what is in the mail. */
final class MailFailure extends RuntimeException {

    /** What it means for the mail. */
    enum Kind {
        /** A server that is needed is away: it says nothing about this mail. */
        UNREACHABLE,
        /** The server fell silent or went away in the middle of the mail: perhaps it took it, perhaps not. */
        UNCONFIRMED,
        /** Not now; another attempt may succeed. */
        LATER,
        /** Never. */
        REFUSED
    }

    private final Kind kind;

    MailFailure(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    MailFailure(Kind kind, String sentence, Throwable cause) {
        super(sentence, cause);
        this.kind = kind;
    }

    static MailFailure unreachable(String sentence, Throwable cause) {
        return new MailFailure(Kind.UNREACHABLE, sentence, cause);
    }

    static MailFailure later(String sentence) {
        return new MailFailure(Kind.LATER, sentence);
    }

    static MailFailure refused(String sentence) {
        return new MailFailure(Kind.REFUSED, sentence);
    }

    /** Whether it says something about a server rather than the mail. */
    boolean isAway() {
        return kind == Kind.UNREACHABLE || kind == Kind.UNCONFIRMED;
    }

    Kind kind() {
        return kind;
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
