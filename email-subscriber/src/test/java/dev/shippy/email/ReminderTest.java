package dev.shippy.email;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReminderTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1);
    private final Reminder reminder = new Reminder(now::get);

    @Test
    void isDueAtTheBeginningAndThenOnceAMinute() {
        assertFalse(reminder.end());
        assertTrue(reminder.isDue());
        now.addAndGet(Reminder.PERIOD.toNanos() - 1);
        assertFalse(reminder.isDue());
        now.addAndGet(1);
        assertTrue(reminder.isDue());
        assertFalse(reminder.isDue());

        assertTrue(reminder.end());
        assertTrue(reminder.isDue());
    }
}
