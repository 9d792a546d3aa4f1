package dev.shippy.email;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.EventStream;
import dev.shippy.contracts.ServiceException;
import dev.shippy.email.Occasion.Unasked;
import dev.shippy.runtime.Waiting;
import dev.shippy.runtime.nats.DeliveryHandler.Outcome;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends the mail of an event once: claim, address, mail, mark. For one context. */
final class Mailing {

    /** Says nothing about the event. */
    private static final Set<ErrorCode> AWAY =
            EnumSet.of(ErrorCode.UNAVAILABLE, ErrorCode.RESOURCE_EXHAUSTED, ErrorCode.DEADLINE_EXCEEDED);

    private static final Duration SLACK = Duration.ofMillis(100);
    private static final Logger log = LoggerFactory.getLogger(Mailing.class);

    private final Vertx vertx;
    private final MailLedger ledger;
    private final Recipients recipients;
    private final Mailer mailer;
    private final GivingUp givingUp;
    private final Gate gate;
    private final MailingConfig config;
    private final Pauses pauses;
    private final Clock clock;

    Mailing(
            Vertx vertx,
            MailLedger ledger,
            Recipients recipients,
            Mailer mailer,
            GivingUp givingUp,
            Gate gate,
            MailingConfig config,
            Pauses pauses,
            Clock clock) {
        this.vertx = vertx;
        this.ledger = ledger;
        this.recipients = recipients;
        this.mailer = mailer;
        this.givingUp = givingUp;
        this.gate = gate;
        this.config = config;
        this.pauses = pauses;
        this.clock = clock;
    }

    Future<Outcome> mail(Task task) {
        if (task.event().time().isBefore(clock.instant().minus(config.keep()))) {
            return forgotten(task);
        }
        long leaseEnd = System.nanoTime() + config.lease().toNanos();
        return ledger.claim(task.event().id(), task.source(), config.lease())
                .compose(standing -> proceed(task, standing, leaseEnd))
                .recover(this::unlessAway);
    }

    /** Perhaps it was mailed. Who has handed it over by hand is to hear of it. */
    private Future<Outcome> forgotten(Task task) {
        if (task.delivery().message().stream().equals(EventStream.REDELIVER.name())) {
            return givingUp.bury(task.delivery(), "Older than LEDGER_KEEP: nobody knows whether its mail was sent")
                    .map(Outcome.givenUp())
                    .otherwise(failure -> Outcome.again(pauses.away()));
        }
        log.warn("{} is older than the ledger's memory: nobody is mailed", task.source());
        return Future.succeededFuture(Outcome.done());
    }

    private Future<Outcome> proceed(Task task, Standing standing, long leaseEnd) {
        if (standing instanceof Standing.Granted granted) {
            return attempt(task, granted.claim(), leaseEnd);
        }
        if (standing instanceof Standing.Dead dead) {
            return givingUp.bury(task.delivery(), dead.reason()).map(Outcome.givenUp());
        }
        if (standing instanceof Standing.Busy busy) {
            return again(busy.lease().plus(SLACK));
        }
        return Future.succeededFuture(Outcome.done());
    }

    private Future<Outcome> attempt(Task task, Claim claim, long leaseEnd) {
        if (claim.attempt() > config.attempts()) {
            return giveUp(task, claim, "Tried " + config.attempts() + " times without a result; " + last(claim));
        }
        if (claim.unconfirmed() >= config.unconfirmed()) {
            return giveUp(
                    task,
                    claim,
                    unconfirmed(claim.unconfirmed()) + claim.lastError(),
                    () -> ledger.giveBack(claim, claim.lastError()));
        }
        return deliver(task, leaseEnd)
                .transform(done ->
                        done.succeeded() ? mark(claim, done.result(), leaseEnd) : failed(task, claim, done.cause()));
    }

    /** Whether a mail was sent; otherwise none is needed. */
    private Future<Boolean> deliver(Task task, long leaseEnd) {
        if (task.occasion() instanceof Unasked) {
            return Future.succeededFuture(false);
        }
        return recipients
                .find(task.occasion().userId(), task.event().trace())
                .compose(
                        found -> found.isPresent() ? send(task, found.get(), leaseEnd) : Future.succeededFuture(false));
    }

    private Future<Boolean> send(Task task, Recipient recipient, long leaseEnd) {
        if (System.nanoTime() + mailer.limit().toNanos() - leaseEnd >= 0) {
            // This process was stopped for a while, and before the mail is out somebody else may be at it.
            return Future.failedFuture(new MailFailure(
                    MailFailure.Kind.UNREACHABLE, "The lease was too short for a mail that begins now"));
        }
        return mailer.send(Letters.write(task.event().id(), task.occasion(), recipient))
                .onSuccess(accepted -> gate.passed())
                .onFailure(this::passedUnlessAway)
                .map(true);
    }

    /** A server that refuses a mail takes mails. */
    private void passedUnlessAway(Throwable failure) {
        if (failure instanceof MailFailure known && !known.isAway()) {
            gate.passed();
        }
    }

    private Future<Outcome> mark(Claim claim, boolean sent, long leaseEnd) {
        if (!sent) {
            return ledger.skipped(claim).map(Outcome.done());
        }
        // Until somebody else may claim it, asking again keeps it from being sent again.
        Duration left = Duration.ofNanos(leaseEnd - System.nanoTime());
        return Waiting.until(vertx, "the mail ledger", left, () -> ledger.sent(claim.eventId()))
                .map(Outcome.done());
    }

    private Future<Outcome> failed(Task task, Claim claim, Throwable failure) {
        if (!(failure instanceof MailFailure known)) {
            log.error("{} met a fault", task.source(), failure);
            return retry(task, claim, "A fault: " + failure.getClass().getSimpleName());
        }
        return switch (known.kind()) {
            case UNREACHABLE -> {
                gate.failed(known.sentence());
                yield giveBack(claim, known.sentence());
            }
            case UNCONFIRMED -> {
                gate.failed(known.sentence());
                yield unconfirmed(task, claim, known.sentence());
            }
            case LATER -> retry(task, claim, known.sentence());
            case REFUSED -> giveUp(task, claim, known.sentence());
        };
    }

    private Future<Outcome> retry(Task task, Claim claim, String reason) {
        if (claim.attempt() >= config.attempts()) {
            return giveUp(task, claim, "Tried " + claim.attempt() + " times; " + reason);
        }
        log.info("{} is tried again: {}", task.source(), reason);
        return ledger.retry(claim, reason).compose(ended -> again(Pauses.afterAttempt(claim.attempt())));
    }

    /** Each time it may have reached the reader, who is not to be mailed without end. */
    private Future<Outcome> unconfirmed(Task task, Claim claim, String reason) {
        int times = claim.unconfirmed() + 1;
        if (times >= config.unconfirmed()) {
            return giveUp(task, claim, unconfirmed(times) + reason, () -> ledger.unconfirmed(claim, reason));
        }
        return ledger.unconfirmed(claim, reason).transform(ended -> again(pauses.afterSilence(times)));
    }

    /** Without the ledger's answer the claim ends with its lease, and the attempt counts. */
    private Future<Outcome> giveBack(Claim claim, String reason) {
        return ledger.giveBack(claim, reason).transform(ended -> again(pauses.away()));
    }

    private static String unconfirmed(int times) {
        return "Given to the SMTP server " + times + " times, and it never said whether it took it; ";
    }

    private Future<Outcome> giveUp(Task task, Claim claim, String reason) {
        return giveUp(task, claim, reason, () -> ledger.giveBack(claim, reason));
    }

    private Future<Outcome> giveUp(Task task, Claim claim, String reason, Supplier<Future<Void>> otherwise) {
        return givingUp.bury(task.delivery(), claim, reason)
                .map(Outcome.givenUp())
                .recover(failure -> {
                    log.warn("{} could not be made a dead letter yet: {}", task.source(), failure.getMessage());
                    return otherwise.get().transform(ended -> again(pauses.away()));
                });
    }

    /** Of the ledger, or of the stream of dead letters. */
    private Future<Outcome> unlessAway(Throwable failure) {
        if (failure instanceof ServiceException known && AWAY.contains(known.code())) {
            gate.failed(known.sentence());
            return again(pauses.away());
        }
        return Future.failedFuture(failure);
    }

    private static String last(Claim claim) {
        return claim.lastError().isEmpty()
                ? "each try was cut short, as by the end of the process"
                : "the last that was heard: " + claim.lastError();
    }

    private static Future<Outcome> again(Duration delay) {
        return Future.succeededFuture(Outcome.again(delay));
    }
}
