package dev.shippy.runtime.nats;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;

/** Sentences and conversions that both ends of the wire share. */
final class Bounds {

    private static final int MAX_SENTENCE = 500;

    private Bounds() {}

    static ServiceException tooLarge(int bytes) {
        return ServiceException.invalidArgument(
                "The body has " + bytes + " bytes, at most " + Limits.REQUEST_BYTES + " are allowed");
    }

    /** A sentence as a header can carry it: one line of visible ASCII, at most 500 characters. */
    static String headerSafe(String sentence) {
        StringBuilder safe = new StringBuilder(Math.min(sentence.length(), MAX_SENTENCE));
        sentence.chars().limit(MAX_SENTENCE).forEach(c -> safe.append(c >= ' ' && c <= '~' ? (char) c : '?'));
        return safe.toString().strip();
    }

    /** The exception that two error headers stand for; a number that is not ours counts as a fault of the service. */
    static ServiceException fromHeaders(String number, String sentence) {
        return new ServiceException(codeOf(number), sentence.isEmpty() ? "The service gave no reason" : sentence);
    }

    private static ErrorCode codeOf(String number) {
        try {
            return ErrorCode.of(Integer.parseInt(number)).orElse(ErrorCode.INTERNAL);
        } catch (NumberFormatException notANumber) {
            return ErrorCode.INTERNAL;
        }
    }
}
