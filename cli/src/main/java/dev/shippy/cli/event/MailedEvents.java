package dev.shippy.cli.event;

import dev.shippy.cli.Session;
import dev.shippy.contracts.CloudEvents;
import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.email.v1.CountSentRequest;
import dev.shippy.runtime.nats.StoredMessage;
import java.util.ArrayList;
import java.util.List;

/** Counts events, and those of them whose mail has been sent. */
final class MailedEvents {

    private final Session session;
    private final List<String> asked = new ArrayList<>();
    private int askedBytes;
    private long events;
    private long mailed;

    MailedEvents(Session session) {
        this.session = session;
    }

    void add(StoredMessage event) {
        events++;
        String id = event.header(CloudEvents.ID);
        // What has no proper id is no event that the ledger could know.
        boolean visible = id.chars().allMatch(c -> c > ' ' && c <= '~');
        if (!id.isEmpty() && id.length() <= Limits.EVENT_ID_CHARACTERS && visible) {
            asked.add(id);
        }
        askedBytes += id.length();
        if (asked.size() == Limits.EVENT_IDS || askedBytes > Limits.REQUEST_BYTES / 2) {
            finish();
        }
    }

    /** To be called after the last one. */
    void finish() {
        if (!asked.isEmpty()) {
            CountSentRequest request =
                    CountSentRequest.newBuilder().addAllEventIds(asked).build();
            mailed += session.call(EmailService.COUNT_SENT, request).getSent();
            asked.clear();
            askedBytes = 0;
        }
    }

    long events() {
        return events;
    }

    long mailed() {
        return mailed;
    }
}
