package dev.shippy.contracts;

import java.util.List;

/** The services of the system. */
public final class Services {

    public static final String CONSIGNMENT = "consignment";
    public static final String VESSEL = "vessel";
    public static final String USER = "user";
    public static final String EMAIL_SUBSCRIBER = "email-subscriber";

    private Services() {}

    /** Every contract. */
    public static List<ServiceContract<?>> contracts() {
        return List.of(ShippingService.CONTRACT, VesselService.CONTRACT, UserService.CONTRACT, EmailService.CONTRACT);
    }
}
