package dev.shippy.cli.bench;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/**
 * Several measurements of one thing.
 *
 * @param median the middle one, or half way between the two in the middle
 * @param least the smallest
 * @param most the largest
 */
record Spread(double median, double least, double most) {

    /** Of at least one number. */
    static Spread of(List<Double> numbers) {
        if (numbers.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to take the median of");
        }
        List<Double> sorted = numbers.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(size - 1));
    }

    /** With three significant digits, such as {@code 0.412 (0.398 to 0.431)}. */
    @Override
    public String toString() {
        return shown(median) + " (" + shown(least) + " to " + shown(most) + ")";
    }

    static String shown(double number) {
        return BigDecimal.valueOf(number).round(new MathContext(3)).toPlainString();
    }
}
