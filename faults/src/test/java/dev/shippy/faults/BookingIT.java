package dev.shippy.faults;

import java.util.Map;

class BookingIT extends BookingSuite {

    BookingIT() {
        super(new Installation(Map.of()).startAll());
    }
}
