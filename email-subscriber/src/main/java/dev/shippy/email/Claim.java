package dev.shippy.email;

/**
 * The right to send one event's mail, for as long as its lease lasts.
 *
 * @param eventId whose mail
 * @param epoch grows with every claim; a step of an older one changes nothing
 * @param attempt which attempt it is, from 1; those that were given back do not count
 * @param unconfirmed how often its mail was given to the server without hearing whether it took it
 * @param lastError what the attempt before has ended with, or an empty text
 */
record Claim(String eventId, long epoch, int attempt, int unconfirmed, String lastError) {}
