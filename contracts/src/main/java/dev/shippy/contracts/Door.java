package dev.shippy.contracts;

/** How a request reaches a service. */
public enum Door {
    /** {@code <entity>.v1.<Method>}: for people; who needs a token brings one. */
    PUBLIC(""),
    /** {@code internal.<entity>.v1.<Method>}: for services; NATS permissions decide who may publish there. */
    INTERNAL("internal.");

    private final String prefix;

    Door(String prefix) {
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }
}
