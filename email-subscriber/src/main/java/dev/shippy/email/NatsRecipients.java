package dev.shippy.email;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.Characters;
import dev.shippy.contracts.Deadline;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Services;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.runtime.MailAddress;
import dev.shippy.runtime.nats.RpcClient;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** The user service through its internal door. */
final class NatsRecipients implements Recipients {

    static final Duration LIMIT = Duration.ofSeconds(3);

    /** No user has it: ids are UUIDs. */
    private static final String NOBODY = "nobody";

    private final RpcClient client;
    private final Clock clock;

    NatsRecipients(RpcClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public Future<Optional<Recipient>> find(String userId, Trace trace) {
        Call call = new Call(
                Caller.service(Services.EMAIL_SUBSCRIBER),
                Deadline.in(LIMIT, clock),
                UUID.randomUUID().toString(),
                trace);
        return client.call(
                        UserService.GET, call, User.newBuilder().setId(userId).build())
                .map(reply -> Optional.of(toRecipient(reply.getUser())))
                .recover(NatsRecipients::translate);
    }

    @Override
    public Future<Void> probe() {
        return find(NOBODY, Trace.start()).mapEmpty();
    }

    private static Recipient toRecipient(User user) {
        try {
            // An older account may have a name that is refused today, and still gets its mail.
            return new Recipient(Characters.line(user.getName()), MailAddress.of(user.getEmail()));
        } catch (IllegalArgumentException unfit) {
            throw MailFailure.refused(String.valueOf(unfit.getMessage()));
        }
    }

    private static Future<Optional<Recipient>> translate(Throwable failure) {
        if (!(failure instanceof ServiceException refusal)) {
            return Future.failedFuture(failure);
        }
        if (refusal.code() == ErrorCode.NOT_FOUND) {
            return Future.succeededFuture(Optional.empty());
        }
        return Future.failedFuture(translated(refusal));
    }

    private static MailFailure translated(ServiceException refusal) {
        return switch (refusal.code()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, RESOURCE_EXHAUSTED ->
                MailFailure.unreachable("The user service cannot be asked: " + refusal.sentence(), refusal);
            case INVALID_ARGUMENT -> MailFailure.refused("The user service refuses the user's id");
            default -> MailFailure.later("The user service did not say who it is: " + refusal.sentence());
        };
    }
}
