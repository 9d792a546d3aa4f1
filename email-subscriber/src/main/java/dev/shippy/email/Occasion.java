package dev.shippy.email;

import dev.shippy.contracts.EventMessage;
import dev.shippy.contracts.consignment.v1.ConsignmentEvent;
import dev.shippy.contracts.user.v1.UserEvent;
import dev.shippy.runtime.Fields;
import java.util.Optional;

/** What somebody is told of by mail. Its ids are of the event's body, and checked: anybody may have published it. */
sealed interface Occasion {

    /** Who is told. */
    String userId();

    /** Somebody has signed up. */
    record Welcome(String userId) implements Occasion {
        public Welcome {
            Fields.identifier("user_id", userId);
        }
    }

    /** A consignment has its room. */
    record Booked(String userId, String consignmentId, String vesselId) implements Occasion {
        public Booked {
            Fields.identifier("user_id", userId);
            Fields.identifier("consignment_id", consignmentId);
            Fields.identifier("vessel_id", vesselId);
        }
    }

    /** A consignment was given up. */
    record Cancelled(String userId, String consignmentId) implements Occasion {
        public Cancelled {
            Fields.identifier("user_id", userId);
            Fields.identifier("consignment_id", consignmentId);
        }
    }

    /** The service made the account itself: nobody has signed up, and nobody is told. */
    record Unasked(String userId) implements Occasion {}

    /**
     * The occasion of an event, or nothing when nobody is told of it.
     *
     * @throws dev.shippy.contracts.ServiceException INVALID_ARGUMENT when an id of the body is none
     */
    static Optional<Occasion> of(EventMessage message) {
        return switch (message.event()) {
            case USER_CREATED -> Optional.of(created((UserEvent) message.body()));
            case CONSIGNMENT_BOOKED -> Optional.of(booked((ConsignmentEvent) message.body()));
            case CONSIGNMENT_CANCELLED -> Optional.of(cancelled((ConsignmentEvent) message.body()));
            case USER_DELETED, CONSIGNMENT_REJECTED -> Optional.empty();
        };
    }

    private static Occasion created(UserEvent body) {
        return body.getByService() ? new Unasked(body.getUserId()) : new Welcome(body.getUserId());
    }

    private static Occasion booked(ConsignmentEvent body) {
        return new Booked(body.getUserId(), body.getConsignmentId(), body.getVesselId());
    }

    private static Occasion cancelled(ConsignmentEvent body) {
        return new Cancelled(body.getUserId(), body.getConsignmentId());
    }
}
