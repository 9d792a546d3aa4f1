package dev.shippy.cli.bench;

import io.vertx.core.Future;
import java.util.function.Function;

/**
 * Asks for the sign-up of somebody new each time, and notes who it is.
 *
 * @param service signs an address up
 */
record SignUps(Function<String, Future<?>> service, Welcomes welcomes, Timetable time) implements Asker {

    @Override
    public Future<?> ask(long number) {
        return ask(number, time.nanos());
    }

    @Override
    public Future<?> ask(long number, long meant) {
        String address = LoadSet.newAddress();
        welcomes.asked(address, meant);
        return service.apply(address).onComplete(answer -> welcomes.answered(address, answer, time.nanos()));
    }
}
