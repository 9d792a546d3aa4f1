package dev.shippy.consignment;

import dev.shippy.contracts.Limits;
import dev.shippy.runtime.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Messages into checked domain values, and back. */
final class Wire {

    private Wire() {}

    /** What a request asks for; INVALID_ARGUMENT naming the first field that is wrong. */
    static Draft draft(dev.shippy.contracts.consignment.v1.Consignment request) {
        Fields.range("weight", request.getWeight(), 1, Integer.MAX_VALUE);
        if (!request.getVesselId().isEmpty()) {
            Fields.identifier("vessel_id", request.getVesselId());
        }
        return new Draft(
                Fields.prose("description", request.getDescription(), Limits.DESCRIPTION_CHARACTERS),
                request.getWeight(),
                containers(request.getContainersList()),
                request.getVesselId());
    }

    private static List<Container> containers(List<dev.shippy.contracts.consignment.v1.Container> containers) {
        if (containers.isEmpty() || containers.size() > Limits.CONTAINERS) {
            throw Fields.refused(
                    "containers",
                    "has " + containers.size() + " entries, from 1 to " + Limits.CONTAINERS + " is allowed");
        }
        return IntStream.range(0, containers.size())
                .mapToObj(index -> container("containers[" + index + "].", containers.get(index)))
                .toList();
    }

    private static Container container(String path, dev.shippy.contracts.consignment.v1.Container container) {
        return new Container(
                Fields.text(path + "customer_id", container.getCustomerId(), Limits.NAME_CHARACTERS),
                Fields.text(path + "origin", container.getOrigin(), Limits.NAME_CHARACTERS));
    }

    static dev.shippy.contracts.consignment.v1.Consignment message(Consignment consignment) {
        return dev.shippy.contracts.consignment.v1.Consignment.newBuilder()
                .setId(consignment.id())
                .setDescription(consignment.draft().description())
                .setWeight(consignment.draft().weight())
                .addAllContainers(containers(consignment))
                .setVesselId(
                        consignment.state().hasVessel() ? consignment.attempt().vessel() : "")
                .setState(state(consignment.state()))
                .setCreatedAt(consignment.createdAt())
                .build();
    }

    private static List<dev.shippy.contracts.consignment.v1.Container> containers(Consignment consignment) {
        List<dev.shippy.contracts.consignment.v1.Container> messages = new ArrayList<>();
        for (Container container : consignment.draft().containers()) {
            messages.add(dev.shippy.contracts.consignment.v1.Container.newBuilder()
                    .setId(String.valueOf(messages.size() + 1))
                    .setCustomerId(container.customerId())
                    .setOrigin(container.origin())
                    .setUserId(consignment.owner())
                    .build());
        }
        return messages;
    }

    private static dev.shippy.contracts.consignment.v1.State state(State state) {
        return dev.shippy.contracts.consignment.v1.State.valueOf(state.name());
    }
}
