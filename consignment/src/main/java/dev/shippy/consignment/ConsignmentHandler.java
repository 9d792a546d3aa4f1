package dev.shippy.consignment;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ShippingService;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.consignment.v1.RepublishRequest;
import dev.shippy.contracts.consignment.v1.RepublishResponse;
import dev.shippy.contracts.consignment.v1.Response;
import dev.shippy.runtime.Fields;
import dev.shippy.runtime.Turns;
import dev.shippy.runtime.outbox.Republishing;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.Optional;

/** The contract: checks a request, converts it, calls, converts the result. */
final class ConsignmentHandler implements ShippingService {

    /** Room for what a page has besides its consignments. */
    private static final int PAGE_BYTES = Limits.REPLY_BYTES - 1024;

    /** A page takes some megabytes while it is read. */
    private static final int LISTINGS_AT_ONCE = 4;

    private final Turns listings = new Turns(LISTINGS_AT_ONCE, Limits.IN_FLIGHT, Clock.systemUTC());
    private final ConsignmentRepository repository;
    private final Booking booking;
    private final Cancellation cancellation;
    private final Republishing republishing;

    ConsignmentHandler(
            ConsignmentRepository repository, Booking booking, Cancellation cancellation, Republishing republishing) {
        this.repository = repository;
        this.booking = booking;
        this.cancellation = cancellation;
        this.republishing = republishing;
    }

    @Override
    public Future<Response> createConsignment(Call call, dev.shippy.contracts.consignment.v1.Consignment consignment) {
        return booking.book(call, Wire.draft(consignment)).map(Answers::of).map(ConsignmentHandler::created);
    }

    @Override
    public Future<Response> getConsignments(Call call, GetRequest request) {
        int entries = Fields.pageSize(request.getPageSize());
        PageScope scope = PageScope.of(call.caller());
        Optional<Position> after = scope.read(request.getPageToken());
        return listings.run(
                call.deadline(),
                () -> repository.page(scope.owner(), after, entries, PAGE_BYTES).map(page -> response(page, scope)));
    }

    @Override
    public Future<Response> getConsignment(Call call, ConsignmentId id) {
        return visible(call, id).map(ConsignmentHandler::response);
    }

    @Override
    public Future<RepublishResponse> republishEvents(Call call, RepublishRequest request) {
        return republishing.run(request.getSince(), call.deadline()).map(ConsignmentHandler::scheduled);
    }

    @Override
    public Future<Response> cancelConsignment(Call call, ConsignmentId id) {
        return visible(call, id)
                .compose(consignment -> cancellation.cancel(call, consignment.id()))
                .map(ConsignmentHandler::response);
    }

    /** Another's consignment is as if there were none. */
    private Future<Consignment> visible(Call call, ConsignmentId id) {
        if (!ConsignmentIds.isId(id.getId())) {
            throw Fields.refused("id", "is not 32 hexadecimal digits in lower case");
        }
        return repository
                .find(id.getId())
                .map(found ->
                        found.filter(consignment -> maySee(call, consignment)).orElseThrow(Answers::notFound));
    }

    private static boolean maySee(Call call, Consignment consignment) {
        return call.caller().isAdmin() || call.caller().isUser(consignment.owner());
    }

    private static RepublishResponse scheduled(long consignments) {
        return RepublishResponse.newBuilder()
                .setScheduled(consignments)
                .setOk(true)
                .build();
    }

    private static Response created(Consignment booked) {
        return Response.newBuilder()
                .setCreated(true)
                .setConsignment(Wire.message(booked))
                .setOk(true)
                .build();
    }

    private static Response response(Consignment consignment) {
        return Response.newBuilder()
                .setConsignment(Wire.message(consignment))
                .setOk(true)
                .build();
    }

    private static Response response(Page page, PageScope scope) {
        return Response.newBuilder()
                .addAllConsignments(
                        page.consignments().stream().map(Wire::message).toList())
                .setNextPageToken(page.last().map(scope::write).orElse(""))
                .setOk(true)
                .build();
    }
}
