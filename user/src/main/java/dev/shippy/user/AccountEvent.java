package dev.shippy.user;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.user.v1.UserEvent;
import java.time.Instant;
import java.util.Comparator;

/**
 * Something that became true of an account, kept by the write that made it true.
 *
 * @param id the same however often it is told
 * @param type what happened
 * @param accountId to whom
 * @param occurredAt when, whole milliseconds
 * @param byService whether nobody asked for it: the first admin
 * @param trace the call that made it true
 */
record AccountEvent(String id, Event type, String accountId, Instant occurredAt, boolean byService, Trace trace) {

    /** An account is created before it is deleted, also within a millisecond. */
    static final Comparator<AccountEvent> ORDER =
            Comparator.comparing(AccountEvent::occurredAt).thenComparing(AccountEvent::type);

    EventMessage toMessage() {
        UserEvent body = UserEvent.newBuilder()
                .setUserId(accountId)
                .setOccurredAt(occurredAt.toEpochMilli())
                .setByService(byService)
                .build();
        return new EventMessage(id, type, accountId, occurredAt, trace, body);
    }
}
