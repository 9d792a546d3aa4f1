package dev.shippy.faults;

import com.google.protobuf.ByteString;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A message that means no good.
 *
 * @param name for the report
 * @param codes how it may be answered
 * @param mention what the sentence of a refusal has to contain, or empty
 */
record Attack(String name, HeaderBlock headers, ByteString body, Set<Integer> codes, String mention) {

    /** What a call may end with, whatever it was: no fault of the service. */
    static final Set<Integer> HARMLESS = Set.of(200, 400, 401, 403, 404, 409, 412, 429);

    /** Names of classes and lines of stack traces. */
    private static final Pattern TOO_MUCH = Pattern.compile("Exception|java\\.|dev\\.shippy|io\\.vertx|\tat ");

    private static final Set<Integer> REFUSED = Set.of(400);

    static Attack harmless(String name, HeaderBlock headers, byte[] body) {
        return new Attack(name, headers, ByteString.copyFrom(body), HARMLESS, "");
    }

    static Attack refused(String name, HeaderBlock headers, byte[] body, String mention) {
        return new Attack(name, headers, ByteString.copyFrom(body), REFUSED, mention);
    }

    /** The same where nobody reads what is in it: it is answered like any other. */
    Attack unheard() {
        return new Attack(name, headers, body, Set.of(200), "");
    }

    /** What is wrong with the reply, or an empty text. */
    String complaint(RawReply reply) {
        String sentence = reply.sentence();
        boolean tellsTooMuch = TOO_MUCH.matcher(reply.headers() + reply.body()).find();
        boolean right = codes.contains(reply.code()) && (reply.code() != 400 || sentence.contains(mention));
        if (right && !tellsTooMuch) {
            return "";
        }
        return name + ": " + reply.code() + " " + sentence + (tellsTooMuch ? " (tells too much)" : "");
    }
}
