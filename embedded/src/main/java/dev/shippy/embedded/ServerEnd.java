package dev.shippy.embedded;

/**
 * How a server ended.
 *
 * @param code the exit code as a shell reports it: after a signal, 128 plus its number
 */
record ServerEnd(int code) {

    /** What a program that ends by SIGILL lacks. */
    static final String LACKS_INSTRUCTIONS = "this processor lacks instructions that the program needs, such as AVX";

    /** No exit code: the watchdog script hangs. */
    static final int UNKNOWN = -1;

    private static final int SIGNALS = 128;
    private static final int ILLEGAL_INSTRUCTION = SIGNALS + 4;
    private static final int LAST = SIGNALS + 64;

    /** SIGILL: every restart would end the same way. */
    boolean isIllegalInstruction() {
        return code == ILLEGAL_INSTRUCTION;
    }

    /** Such as {@code signal 9}, or {@code exit code 1}. */
    @Override
    public String toString() {
        if (isIllegalInstruction()) {
            return "signal 4: " + LACKS_INSTRUCTIONS;
        }
        if (code == UNKNOWN) {
            return "without an exit code";
        }
        return code > SIGNALS && code <= LAST ? "signal " + (code - SIGNALS) : "exit code " + code;
    }
}
