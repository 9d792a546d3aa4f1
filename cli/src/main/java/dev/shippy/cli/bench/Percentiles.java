package dev.shippy.cli.bench;

/**
 * How long calls took.
 *
 * @param p50 half of them, microseconds at most
 * @param p90 nine of ten
 * @param p99 99 of a hundred
 * @param p999 999 of a thousand
 */
record Percentiles(double p50, double p90, double p99, double p999) {}
