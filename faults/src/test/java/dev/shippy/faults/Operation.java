package dev.shippy.faults;

/**
 * One call and what came of it, as its customer saw it.
 *
 * @param kind what was asked
 * @param request the Request-Id of the booking that it is about
 * @param start Unix milliseconds
 * @param end Unix milliseconds
 * @param code 200, or the number of the error code
 * @param sentence of a failure, else empty
 * @param consignment the consignment's id, if the answer, or the question, names one
 * @param vessel where it was booked, if it was
 */
record Operation(
        Kind kind, String request, long start, long end, int code, String sentence, String consignment, String vessel) {

    enum Kind {
        BOOK,
        CANCEL
    }

    enum Outcome {
        OK,
        FAIL,
        UNKNOWN
    }

    Outcome outcome() {
        if (code == 200) {
            return Outcome.OK;
        }
        return code == 429 || code >= 500 ? Outcome.UNKNOWN : Outcome.FAIL;
    }

    boolean isBooked() {
        return kind == Kind.BOOK && code == 200;
    }

    boolean isRefused() {
        return kind == Kind.BOOK && code == 412 && sentence.startsWith("No vessel");
    }

    boolean saysCancelled() {
        return kind == Kind.BOOK && code == 412 && sentence.equals("The consignment was cancelled");
    }

    boolean wasInFlight(long moment) {
        return start <= moment && moment <= end;
    }
}
