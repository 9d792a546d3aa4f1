package dev.shippy.cli.bench;

import dev.shippy.cli.UsageException;
import dev.shippy.runtime.Durations;
import java.time.Duration;

/** Refuses what would take for ever, or too much of the machine. */
final class Bounded {

    private Bounded() {}

    /** @throws UsageException if it is not from {@code least} to {@code most} */
    static int number(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new UsageException(option + " is " + value + ", from " + least + " to " + most + " is allowed");
        }
        return value;
    }

    /** @throws UsageException if it is no time from {@code least} to {@code most} */
    static Duration time(String option, String value, Duration least, Duration most) {
        return Durations.parse(value)
                .filter(time -> time.compareTo(least) >= 0 && time.compareTo(most) <= 0)
                .orElseThrow(() -> new UsageException(option + " is \"" + value + "\", a time from "
                        + Durations.format(least) + " to " + Durations.format(most) + " is allowed"));
    }
}
