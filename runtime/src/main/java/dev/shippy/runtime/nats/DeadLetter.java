package dev.shippy.runtime.nats;

/**
 * Why a message is given up.
 *
 * @param message what was delivered
 * @param consumer the durable that gives up
 * @param deliveries how often it was delivered
 * @param reason a sentence for an operator; line breaks become spaces, and it is cut at 500 characters
 */
public record DeadLetter(StoredMessage message, String consumer, long deliveries, String reason) {}
