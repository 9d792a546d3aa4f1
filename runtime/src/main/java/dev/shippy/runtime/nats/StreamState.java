package dev.shippy.runtime.nats;

/**
 * What a stream holds.
 *
 * @param messages how many
 * @param bytes on disk
 * @param firstSequence of the oldest one that is left
 * @param lastSequence of the newest one that there ever was; 0 when there was none
 */
public record StreamState(long messages, long bytes, long firstSequence, long lastSequence) {}
