package dev.shippy.contracts;

import dev.shippy.contracts.vessel.v1.ListRequest;
import dev.shippy.contracts.vessel.v1.ReleaseRequest;
import dev.shippy.contracts.vessel.v1.ReleaseResponse;
import dev.shippy.contracts.vessel.v1.ReserveRequest;
import dev.shippy.contracts.vessel.v1.ReserveResponse;
import dev.shippy.contracts.vessel.v1.Response;
import dev.shippy.contracts.vessel.v1.Specification;
import dev.shippy.contracts.vessel.v1.Vessel;
import dev.shippy.contracts.vessel.v1.VesselId;
import io.vertx.core.Future;
import java.util.List;

/** Vessels and their free room; {@code shippy/vessel/v1/vessel.proto} says what each method does. */
public interface VesselService {

    Rpc<VesselService, Specification, Response> FIND_AVAILABLE = Rpc.of(
                    Services.VESSEL,
                    "FindAvailable",
                    Specification.getDefaultInstance(),
                    Response.getDefaultInstance(),
                    VesselService::findAvailable)
            .open(Access.USER)
            .internal(Services.CONSIGNMENT);
    Rpc<VesselService, Vessel, Response> CREATE = Rpc.of(
                    Services.VESSEL,
                    "Create",
                    Vessel.getDefaultInstance(),
                    Response.getDefaultInstance(),
                    VesselService::create)
            .open(Access.ADMIN);
    Rpc<VesselService, VesselId, Response> GET = Rpc.of(
                    Services.VESSEL,
                    "Get",
                    VesselId.getDefaultInstance(),
                    Response.getDefaultInstance(),
                    VesselService::get)
            .open(Access.USER);
    Rpc<VesselService, ListRequest, Response> LIST = Rpc.of(
                    Services.VESSEL,
                    "List",
                    ListRequest.getDefaultInstance(),
                    Response.getDefaultInstance(),
                    VesselService::list)
            .open(Access.USER);
    Rpc<VesselService, ReserveRequest, ReserveResponse> RESERVE = Rpc.of(
                    Services.VESSEL,
                    "Reserve",
                    ReserveRequest.getDefaultInstance(),
                    ReserveResponse.getDefaultInstance(),
                    VesselService::reserve)
            .internal(Services.CONSIGNMENT);
    Rpc<VesselService, ReleaseRequest, ReleaseResponse> RELEASE = Rpc.of(
                    Services.VESSEL,
                    "Release",
                    ReleaseRequest.getDefaultInstance(),
                    ReleaseResponse.getDefaultInstance(),
                    VesselService::release)
            .internal(Services.CONSIGNMENT);

    ServiceContract<VesselService> CONTRACT = new ServiceContract<>(
            Services.VESSEL,
            "1.0.0",
            "Knows the vessels and their free room",
            List.of(FIND_AVAILABLE, CREATE, GET, LIST, RESERVE, RELEASE));

    Future<Response> findAvailable(Call call, Specification specification);

    Future<Response> create(Call call, Vessel vessel);

    Future<Response> get(Call call, VesselId id);

    Future<Response> list(Call call, ListRequest request);

    Future<ReserveResponse> reserve(Call call, ReserveRequest request);

    Future<ReleaseResponse> release(Call call, ReleaseRequest request);
}
