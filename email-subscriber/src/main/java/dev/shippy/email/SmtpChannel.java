package dev.shippy.email;

import dev.shippy.email.SmtpConfig.Security;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.StartTLSOptions;
import io.vertx.ext.mail.impl.MailClientImpl;
import io.vertx.ext.mail.impl.SMTPConnection;
import io.vertx.ext.mail.impl.SMTPConnectionPool;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One connection to the SMTP server, which stays open between mails: a mail client whose pool has one place. The client itself
 * can neither say whether its failure was the server's or the mail's, nor give up in the middle of a mail; therefore the pool,
 * which is its implementation's, is used to connect before a mail, and to cut the connection. All of it happens on a context of
 * the client's own; results arrive on the caller's.
 */
final class SmtpChannel {

    private final Vertx vertx;
    private final Context own;
    private final SmtpConfig config;
    private final MailClient client;
    private final SMTPConnectionPool pool;

    /**
     * A channel that is not open yet.
     *
     * @param vertx the callers'
     * @param own a context of another Vert.x
     */
    SmtpChannel(Vertx vertx, Context own, SmtpConfig config) {
        this.vertx = vertx;
        this.own = own;
        this.config = config;
        this.client = MailClient.create(own.owner(), options(config));
        this.pool = ((MailClientImpl) client).getConnectionPool();
    }

    /** Connects, secures and logs in; on a connection that is open, looks whether it is still good. */
    Future<Void> open() {
        return there(() -> pool.getConnection(config.from().domain()).compose(SMTPConnection::returnToPool));
    }

    Future<Void> send(MailMessage mail) {
        return there(() -> client.sendMail(mail).mapEmpty());
    }

    /** Takes leave of the server; for a connection that nobody uses. */
    Future<Void> close() {
        return there(client::close);
    }

    /** Ends the connection at once, whatever it is used for. */
    Future<Void> cut() {
        return there(() -> pool.netClient().close().transform(cut -> client.close()));
    }

    private Future<Void> there(Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        own.runOnContext(
                now -> Future.succeededFuture().compose(begun -> work.get()).onComplete(done));
        return Future.fromCompletionStage(done.future().toCompletionStage(), vertx.getOrCreateContext());
    }

    private static MailConfig options(SmtpConfig config) {
        MailConfig options = new MailConfig(config.host(), config.port())
                .setOwnHostname(config.from().domain())
                .setSsl(config.security() == Security.TLS)
                .setStarttls(starttls(config.security()))
                // Without a demand for TLS, an unknown certificate is no worse than none.
                .setTrustAll(config.security() == Security.OFFERED)
                .setConnectTimeout((int) config.timeout().toMillis())
                .setSslHandshakeTimeout(config.timeout().toMillis())
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(1)
                .setPoolCleanerPeriod(0)
                // A refused recipient would leave the server waiting for the mail.
                .setPipelining(false)
                .setLogin(LoginOption.DISABLED);
        if (config.hasLogin()) {
            options.setLogin(LoginOption.REQUIRED)
                    .setAuthMethods("CRAM-MD5 LOGIN PLAIN")
                    .setUsername(config.user())
                    .setPassword(config.password());
        }
        return options;
    }

    private static StartTLSOptions starttls(Security security) {
        return switch (security) {
            case OFFERED -> StartTLSOptions.OPTIONAL;
            case REQUIRED -> StartTLSOptions.REQUIRED;
            case TLS -> StartTLSOptions.DISABLED;
        };
    }
}
