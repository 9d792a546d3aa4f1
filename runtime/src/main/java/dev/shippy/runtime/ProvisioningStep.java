package dev.shippy.runtime;

/**
 * What provisioning did about one thing that has to be on a server.
 *
 * @param name such as {@code EVENTS} for a stream, or {@code MongoDB user vessel}
 * @param changes what was changed, or an empty text
 */
public record ProvisioningStep(String name, Result result, String changes) {

    /** What became of it. */
    public enum Result {
        MADE,
        CHANGED,
        RIGHT_ALREADY
    }
}
