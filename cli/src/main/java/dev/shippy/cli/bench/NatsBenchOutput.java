package dev.shippy.cli.bench;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code nats bench service request} or {@code nats bench js ordered} of natscli 0.4.0 printed when all went well. Its CSV
 * file has the figures of each client, but those of all together are in this text alone.
 *
 * @param rate requests or messages a second, of all clients together
 * @param latencies of all clients together; nothing for messages, which nobody waits for
 */
record NatsBenchOutput(double rate, Optional<Percentiles> latencies) {

    /** The sentence with which it stops at a reply that is empty, begins with a minus or contains {@code error}. */
    private static final String BAD_REPLY = "did not receive a good reply";

    private static final String NUMBER = "([0-9][0-9,.]*)";
    /** {@code NATS Core NATS service requester aggregated stats: 14,628 msgs/sec ~ ...}; "aggregated" if clients are many. */
    private static final Pattern RATE =
            Pattern.compile("service requester (?:aggregated )?stats: " + NUMBER + " msgs/sec");
    /** {@code NATS JetStream ordered ephemeral consumer stats: 158,478 msgs/sec ~ 19 MiB/sec}. */
    private static final Pattern READ = Pattern.compile("ordered ephemeral consumer stats: " + NUMBER + " msgs/sec");
    /** Many clients have them in a line of their own, a single one beside the rate. */
    private static final Pattern LINE = Pattern.compile("latencies per operation .*|service requester stats: .*");

    /** Of requests that were answered, each in its time. */
    NatsBenchOutput(double rate, Percentiles latencies) {
        this(rate, Optional.of(latencies));
    }

    /** Of messages that were read. */
    NatsBenchOutput(double rate) {
        this(rate, Optional.empty());
    }

    static Optional<NatsBenchOutput> parse(String text) {
        OptionalDouble read = number(READ.matcher(text));
        return read.isPresent() ? Optional.of(new NatsBenchOutput(read.getAsDouble())) : requests(text);
    }

    private static Optional<NatsBenchOutput> requests(String text) {
        OptionalDouble rate = number(RATE.matcher(text));
        Matcher line = LINE.matcher(text);
        if (rate.isEmpty() || !line.find()) {
            return Optional.empty();
        }
        OptionalDouble p50 = percentile("50", line.group());
        OptionalDouble p90 = percentile("90", line.group());
        OptionalDouble p99 = percentile("99", line.group());
        OptionalDouble p999 = percentile("99.9", line.group());
        if (p50.isEmpty() || p90.isEmpty() || p99.isEmpty() || p999.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new NatsBenchOutput(
                rate.getAsDouble(),
                new Percentiles(p50.getAsDouble(), p90.getAsDouble(), p99.getAsDouble(), p999.getAsDouble())));
    }

    /** Whether it stopped because of a reply, which is how it takes a refusal: it does not read the headers. */
    static boolean wasRefused(String text) {
        return text.contains(BAD_REPLY);
    }

    private static OptionalDouble percentile(String which, String line) {
        return number(Pattern.compile("P" + Pattern.quote(which) + ":? " + NUMBER + "us")
                .matcher(line));
    }

    private static OptionalDouble number(Matcher matcher) {
        return matcher.find()
                ? OptionalDouble.of(Double.parseDouble(matcher.group(1).replace(",", "")))
                : OptionalDouble.empty();
    }
}
