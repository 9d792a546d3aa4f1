package dev.shippy.runtime.nats;

/**
 * Where a stream or a consumer is not as it has to be.
 *
 * @param setting its name in NATS' configuration
 * @param found its value on the server
 * @param wanted the value that it has to have
 * @param safe whether it can be changed without losing messages or their state
 */
record Difference(String setting, String found, String wanted, boolean safe) {

    static Difference safe(String setting, Object found, Object wanted) {
        return new Difference(setting, String.valueOf(found), String.valueOf(wanted), true);
    }

    static Difference unsafe(String setting, Object found, Object wanted) {
        return new Difference(setting, String.valueOf(found), String.valueOf(wanted), false);
    }

    @Override
    public String toString() {
        return setting + " is " + found + ", not " + wanted;
    }
}
