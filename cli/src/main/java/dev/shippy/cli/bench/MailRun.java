package dev.shippy.cli.bench;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;

/**
 * Signs people up at a constant rate and waits for their mails.
 *
 * @param service signs an address up
 * @param mails the folder with a file for each mail
 * @param rate sign-ups a second
 * @param patience how long to wait for mails after the last answer
 * @param repetitions how long to wait for what comes twice, when all are there
 */
record MailRun(Function<String, Future<?>> service, Path mails, double rate, Duration patience, Duration repetitions) {

    /** Signs up for so long; what becomes of it is told to {@code welcomes} as it comes. */
    void run(Duration length, Welcomes welcomes) throws InterruptedException {
        try (MailWatch watch = MailWatch.over(mails, welcomes::arrived)) {
            SignUps signUps = new SignUps(service, welcomes, Timetable.REAL);
            LoadPoint unused = new OpenLoad(signUps, Timetable.REAL).run(rate, length);
            welcomes.awaitMails(patience);
            Timetable.REAL.await(System.nanoTime() + repetitions.toNanos());
            watch.lookAtAll();
        }
    }
}
