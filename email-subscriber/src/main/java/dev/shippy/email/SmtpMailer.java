package dev.shippy.email;

import dev.shippy.runtime.VertxDefaults;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.MailMessage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends by SMTP, one mail on a channel at a time and each within the time limit; channels are kept for some seconds, and there
 * are as many as mails at a time. What the server says is passed on as one line without the recipient's address. For one
 * context.
 */
final class SmtpMailer implements Mailer {

    /** Shorter than servers wait for the next mail. */
    static final Duration LONGEST_IDLE = Duration.ofSeconds(10);

    private static final Duration FAREWELL_LIMIT = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(SmtpMailer.class);

    private record Idle(SmtpChannel channel, long timer) {}

    private final Vertx vertx;
    private final Vertx clients;
    private final Context clientsContext;
    private final SmtpConfig config;
    private final Duration longestIdle;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean reachable = true;
    private @Nullable Future<Void> probing;

    private SmtpMailer(Vertx vertx, Vertx clients, SmtpConfig config, Duration longestIdle) {
        this.vertx = vertx;
        this.clients = clients;
        this.clientsContext = clients.getOrCreateContext();
        this.config = config;
        this.longestIdle = longestIdle;
    }

    /**
     * A mailer that has not connected yet. To be called on the context that it is for.
     *
     * @param longestIdle how long a channel waits for the next mail
     */
    static Future<SmtpMailer> create(Vertx vertx, SmtpConfig config, Duration longestIdle) {
        return Future.fromCompletionStage(
                        CompletableFuture.supplyAsync(SmtpMailer::clients), vertx.getOrCreateContext())
                .map(clients -> new SmtpMailer(vertx, clients, config, longestIdle));
    }

    /** The mail client fails a mail whose server is gone and then throws, where nobody but a whole Vert.x can hear it. */
    private static Vertx clients() {
        return Vertx.vertx(VertxDefaults.options().setEventLoopPoolSize(1))
                .exceptionHandler(late -> log.debug("Thrown by the mail client after it had failed", late));
    }

    @Override
    public Future<Void> send(Mail mail) {
        MailMessage message = toMessage(mail);
        AtomicBoolean begun = new AtomicBoolean();
        return within(channel -> opened(channel).compose(open -> {
                    begun.set(true);
                    return channel.send(message);
                }))
                .recover(failure -> Future.failedFuture(SmtpFailures.translate(failure, mail.to(), begun.get())))
                .onComplete(done -> reachable = done.succeeded() || !isAway(done.cause()));
    }

    /** One probe at a time, shared by concurrent callers: a server that hangs is asked once. */
    @Override
    public Future<Void> probe() {
        if (probing == null || probing.isComplete()) {
            probing = within(SmtpMailer::opened)
                    .recover(failure -> Future.failedFuture(SmtpFailures.unreachable(failure)))
                    .onComplete(done -> reachable = done.succeeded());
        }
        return probing;
    }

    @Override
    public Duration limit() {
        return config.timeout();
    }

    @Override
    public boolean reachable() {
        return reachable;
    }

    /** Takes leave of the server. */
    Future<Void> close() {
        List<Future<Void>> closed = new ArrayList<>();
        for (Idle waiting = idle.poll(); waiting != null; waiting = idle.poll()) {
            vertx.cancelTimer(waiting.timer());
            closed.add(waiting.channel().close());
        }
        return Future.join(closed)
                .timeout(FAREWELL_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .transform(done -> clients.close());
    }

    /** Whatever the server says before a mail is begun is not about the mail. */
    private static Future<Void> opened(SmtpChannel channel) {
        return channel.open().recover(failure -> Future.failedFuture(SmtpFailures.unreachable(failure)));
    }

    /** Does something on a channel; one on which it failed, or was not done in time, is not used again. */
    private Future<Void> within(Function<SmtpChannel, Future<Void>> work) {
        SmtpChannel channel = take();
        return Future.succeededFuture(channel)
                .compose(work)
                .timeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .onSuccess(done -> keep(channel))
                .onFailure(failed -> report(channel.cut()));
    }

    private SmtpChannel take() {
        Idle waiting = idle.pollLast();
        if (waiting == null) {
            return new SmtpChannel(vertx, clientsContext, config);
        }
        vertx.cancelTimer(waiting.timer());
        return waiting.channel();
    }

    private void keep(SmtpChannel channel) {
        idle.add(new Idle(channel, vertx.setTimer(longestIdle.toMillis(), tired -> dismiss(channel))));
    }

    private void dismiss(SmtpChannel channel) {
        idle.removeIf(waiting -> waiting.channel() == channel);
        report(channel.close());
    }

    private static void report(Future<Void> closed) {
        closed.onFailure(failure -> log.debug("A connection to the SMTP server did not end cleanly", failure));
    }

    private MailMessage toMessage(Mail mail) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("Message-ID", mail.messageId(config.from().domain()))
                // The client would write the name in its own format, after the address.
                .add("From", config.sender())
                // RFC 3834: nobody's automatic answer is wanted.
                .add("Auto-Submitted", "auto-generated");
        return new MailMessage(config.from().text(), mail.to().text(), mail.subject(), mail.text())
                .setHtml(mail.html())
                .setHeaders(headers);
    }

    private static boolean isAway(Throwable failure) {
        return failure instanceof MailFailure known && known.isAway();
    }
}
