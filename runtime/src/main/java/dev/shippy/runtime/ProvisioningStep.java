package dev.shippy.runtime;

/**
 * The result of provisioning one object on a server, such as a stream or a user.
 *
 * @param name such as {@code EVENTS} for a stream, or {@code MongoDB user vessel}
 * @param changes what was changed; empty if nothing
 */
public record ProvisioningStep(String name, Result result, String changes) {

    /** The outcome of a step. */
    public enum Result {
        MADE,
        CHANGED,
        RIGHT_ALREADY
    }
}
