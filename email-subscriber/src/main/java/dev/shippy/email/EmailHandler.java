package dev.shippy.email;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.EmailService;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.email.v1.CountSentRequest;
import dev.shippy.contracts.email.v1.CountSentResponse;
import dev.shippy.contracts.email.v1.StatusRequest;
import dev.shippy.contracts.email.v1.StatusResponse;
import dev.shippy.runtime.Fields;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Supplier;

/** Answers the {@link EmailService} contract from the ledger. */
final class EmailHandler implements EmailService {

    private final MailLedger ledger;
    private final Mailer mailer;
    private final Supplier<Future<Long>> waiting;
    private final Supplier<Future<Long>> deadLetters;
    private final Supplier<Future<Long>> unfiled;

    /**
     * A handler.
     *
     * @param waiting how many events are not done
     * @param deadLetters how many wait for an operator; also what never was an event, of which the ledger knows nothing
     * @param unfiled how many further dead letters the stream has not accepted yet
     */
    EmailHandler(
            MailLedger ledger,
            Mailer mailer,
            Supplier<Future<Long>> waiting,
            Supplier<Future<Long>> deadLetters,
            Supplier<Future<Long>> unfiled) {
        this.ledger = ledger;
        this.mailer = mailer;
        this.waiting = waiting;
        this.deadLetters = deadLetters;
        this.unfiled = unfiled;
    }

    @Override
    public Future<StatusResponse> status(Call call, StatusRequest request) {
        return Future.all(ledger.figures(), counted(waiting), counted(deadLetters), unfiled.get())
                .map(known -> toResponse(known.resultAt(0), known.resultAt(1), known.resultAt(2), known.resultAt(3)));
    }

    @Override
    public Future<CountSentResponse> countSent(Call call, CountSentRequest request) {
        List<String> ids = request.getEventIdsList();
        Fields.range("event_ids", ids.size(), 0, Limits.EVENT_IDS);
        ids.forEach(EmailHandler::requireId);
        return ledger.countSent(ids)
                .map(sent ->
                        CountSentResponse.newBuilder().setSent(sent).setOk(true).build());
    }

    private static void requireId(String id) {
        boolean visible = id.chars().allMatch(c -> c > ' ' && c <= '~');
        if (id.isEmpty() || id.length() > Limits.EVENT_ID_CHARACTERS || !visible) {
            throw Fields.refused(
                    "event_ids",
                    "has one that is not 1 to " + Limits.EVENT_ID_CHARACTERS + " visible ASCII characters");
        }
    }

    private static Future<Long> counted(Supplier<Future<Long>> messages) {
        return messages.get()
                .recover(failure -> Future.failedFuture(
                        ServiceException.unavailable("NATS does not say how many messages there are", failure)));
    }

    private StatusResponse toResponse(Figures figures, long events, long letters, long unfiledLetters) {
        return StatusResponse.newBuilder()
                .setSent(figures.sent())
                .setClaimed(figures.claimed())
                .setReachable(mailer.reachable())
                .setRetried(figures.retried())
                .setDead(letters + unfiledLetters)
                .setUnfiled(unfiledLetters)
                .setSkipped(figures.skipped())
                .setWaiting(events)
                .setOk(true)
                .build();
    }
}
