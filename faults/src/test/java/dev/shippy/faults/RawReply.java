package dev.shippy.faults;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What came back.
 *
 * @param headers as they travelled, or empty
 * @param body its bytes as Latin-1
 * @param nanos when it arrived
 */
record RawReply(String headers, String body, long nanos) {

    private static final Pattern CODE = Pattern.compile("Nats-Service-Error-Code: ?(\\d+)");
    private static final Pattern SENTENCE = Pattern.compile("Nats-Service-Error: ?([^\r\n]*)");

    /** 200, the number of the error code, or 503 when nobody listens. */
    int code() {
        Matcher code = CODE.matcher(headers);
        if (code.find()) {
            return Integer.parseInt(code.group(1));
        }
        return headers.startsWith("NATS/1.0 503") ? 503 : 200;
    }

    String sentence() {
        Matcher sentence = SENTENCE.matcher(headers);
        return sentence.find() ? sentence.group(1) : "";
    }
}
