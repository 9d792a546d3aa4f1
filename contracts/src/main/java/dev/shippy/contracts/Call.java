package dev.shippy.contracts;

/**
 * The context of a call. It arrives in headers, is handed to every handler and travels on to the next hop.
 *
 * @param caller who calls
 * @param deadline after it nothing may be started
 * @param requestId the idempotency key of a mutating call, 1 to 128 visible ASCII characters
 * @param trace where the call belongs
 */
public record Call(Caller caller, Deadline deadline, String requestId, Trace trace) {

    public Call withCaller(Caller other) {
        return new Call(other, deadline, requestId, trace);
    }

    public Call withDeadline(Deadline other) {
        return new Call(caller, other, requestId, trace);
    }
}
