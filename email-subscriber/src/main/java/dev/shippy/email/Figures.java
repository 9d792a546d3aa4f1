package dev.shippy.email;

/**
 * The ledger in numbers.
 *
 * @param claimed those that somebody works on
 * @param retried attempts that were repeated
 */
record Figures(long sent, long claimed, long skipped, long dead, long retried) {}
