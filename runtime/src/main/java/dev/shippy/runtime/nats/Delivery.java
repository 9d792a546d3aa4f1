package dev.shippy.runtime.nats;

/**
 * A message that a durable consumer was given.
 *
 * @param message what the stream holds
 * @param count how often it was delivered by now, this time included; from 1
 */
public record Delivery(StoredMessage message, long count) {}
