package dev.shippy.consignment;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves. */
class TestClock extends Clock {

    private long millis;

    TestClock(long millis) {
        this.millis = millis;
    }

    void advance(Duration duration) {
        millis += duration.toMillis();
    }

    void set(long unixMillis) {
        millis = unixMillis;
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
