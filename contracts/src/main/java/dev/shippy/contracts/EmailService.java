package dev.shippy.contracts;

import dev.shippy.contracts.email.v1.CountSentRequest;
import dev.shippy.contracts.email.v1.CountSentResponse;
import dev.shippy.contracts.email.v1.StatusRequest;
import dev.shippy.contracts.email.v1.StatusResponse;
import io.vertx.core.Future;
import java.util.List;

/** What became of the mails; {@code shippy/email/v1/email.proto} says what each method does. */
public interface EmailService {

    Rpc<EmailService, StatusRequest, StatusResponse> STATUS = Rpc.of(
                    Services.EMAIL_SUBSCRIBER,
                    "Status",
                    StatusRequest.getDefaultInstance(),
                    StatusResponse.getDefaultInstance(),
                    EmailService::status)
            .open(Access.OPERATOR);
    Rpc<EmailService, CountSentRequest, CountSentResponse> COUNT_SENT = Rpc.of(
                    Services.EMAIL_SUBSCRIBER,
                    "CountSent",
                    CountSentRequest.getDefaultInstance(),
                    CountSentResponse.getDefaultInstance(),
                    EmailService::countSent)
            .open(Access.OPERATOR);

    ServiceContract<EmailService> CONTRACT = new ServiceContract<>(
            Services.EMAIL_SUBSCRIBER, "1.0.0", "Sends the mails that events cause", List.of(STATUS, COUNT_SENT));

    Future<StatusResponse> status(Call call, StatusRequest request);

    Future<CountSentResponse> countSent(Call call, CountSentRequest request);
}
