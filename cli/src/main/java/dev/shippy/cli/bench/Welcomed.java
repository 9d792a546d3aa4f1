package dev.shippy.cli.bench;

import java.util.Locale;

/**
 * What sign-ups and their mails came to.
 *
 * @param rate at which was asked, people a second
 * @param asked how many sign-ups were sent
 * @param signedUp of them
 * @param refused with a code that says that it is too much
 * @param errors everything else, also what has no answer yet
 * @param mails people who got one, also those whose sign-up had no answer
 * @param missing people who were signed up and got none
 * @param repeated mails beyond each one's first
 * @param signUpSeconds from the first sign-up to the last answer
 * @param mailSeconds from the first sign-up to the last mail
 * @param toInbox from the moment in which a sign-up was to be sent to its mail
 */
record Welcomed(
        double rate,
        long asked,
        long signedUp,
        long refused,
        long errors,
        long mails,
        long missing,
        long repeated,
        double signUpSeconds,
        double mailSeconds,
        Percentiles toInbox) {

    double signUpRate() {
        return signedUp / signUpSeconds;
    }

    double mailRate() {
        return mails / mailSeconds;
    }

    String sentence() {
        return String.format(
                Locale.ROOT,
                "%.1f/s, signed up %.1f/s, mails %.1f/s, p99 %.0f ms, missing %d, repeated %d, refused %d, errors %d",
                rate,
                signUpRate(),
                mailRate(),
                toInbox.p99() / 1000,
                missing,
                repeated,
                refused,
                errors);
    }
}
