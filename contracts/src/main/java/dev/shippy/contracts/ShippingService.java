package dev.shippy.contracts;

import dev.shippy.contracts.consignment.v1.Consignment;
import dev.shippy.contracts.consignment.v1.ConsignmentId;
import dev.shippy.contracts.consignment.v1.GetRequest;
import dev.shippy.contracts.consignment.v1.RepublishRequest;
import dev.shippy.contracts.consignment.v1.RepublishResponse;
import dev.shippy.contracts.consignment.v1.Response;
import io.vertx.core.Future;
import java.util.List;

/** Bookings; {@code shippy/consignment/v1/consignment.proto} says what each method does. */
public interface ShippingService {

    Rpc<ShippingService, Consignment, Response> CREATE_CONSIGNMENT =
            rpc("CreateConsignment", Consignment.getDefaultInstance(), ShippingService::createConsignment);
    Rpc<ShippingService, GetRequest, Response> GET_CONSIGNMENTS =
            rpc("GetConsignments", GetRequest.getDefaultInstance(), ShippingService::getConsignments);
    Rpc<ShippingService, ConsignmentId, Response> GET_CONSIGNMENT =
            rpc("GetConsignment", ConsignmentId.getDefaultInstance(), ShippingService::getConsignment);
    Rpc<ShippingService, ConsignmentId, Response> CANCEL_CONSIGNMENT =
            rpc("CancelConsignment", ConsignmentId.getDefaultInstance(), ShippingService::cancelConsignment);

    Rpc<ShippingService, RepublishRequest, RepublishResponse> REPUBLISH_EVENTS = Rpc.of(
                    Services.CONSIGNMENT,
                    "RepublishEvents",
                    RepublishRequest.getDefaultInstance(),
                    RepublishResponse.getDefaultInstance(),
                    ShippingService::republishEvents)
            .open(Access.ADMIN);

    ServiceContract<ShippingService> CONTRACT = new ServiceContract<>(
            Services.CONSIGNMENT,
            "1.0.0",
            "Books consignments of containers onto vessels",
            List.of(CREATE_CONSIGNMENT, GET_CONSIGNMENTS, GET_CONSIGNMENT, CANCEL_CONSIGNMENT, REPUBLISH_EVENTS));

    Future<Response> createConsignment(Call call, Consignment consignment);

    Future<Response> getConsignments(Call call, GetRequest request);

    Future<Response> getConsignment(Call call, ConsignmentId id);

    Future<Response> cancelConsignment(Call call, ConsignmentId id);

    Future<RepublishResponse> republishEvents(Call call, RepublishRequest request);

    private static <Q extends com.google.protobuf.Message> Rpc<ShippingService, Q, Response> rpc(
            String name, Q request, Rpc.Method<ShippingService, Q, Response> method) {
        return Rpc.of(Services.CONSIGNMENT, name, request, Response.getDefaultInstance(), method)
                .open(Access.OWNER_OR_ADMIN);
    }
}
