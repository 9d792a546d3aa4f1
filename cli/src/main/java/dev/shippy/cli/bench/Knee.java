package dev.shippy.cli.bench;

/** Looks for the highest rate that a system keeps up with. */
final class Knee {

    /** Tries a rate. */
    @FunctionalInterface
    interface Trial {
        boolean holds(double rate) throws InterruptedException;
    }

    private static final double LEAST = 0.5;
    private static final double PRECISION = 1.08;

    private Knee() {}

    /**
     * Doubles the rate until it is too much, then halves the way between.
     *
     * @param trial a rate that it refuses is tried once more: one pause of the machine does not count
     * @param first where to begin
     * @param most not beyond this
     * @return a rate that held, whose next higher one, at most 8 % more, did not; 0 when none held
     */
    static double find(Trial trial, double first, double most) throws InterruptedException {
        double holds = 0;
        double tooMuch = Double.POSITIVE_INFINITY;
        double rate = Math.min(first, most);
        while (rate >= LEAST && (holds == 0 || tooMuch / holds > PRECISION)) {
            if (holdsInOneOfTwo(trial, rate)) {
                holds = rate;
            } else {
                tooMuch = rate;
            }
            if (holds >= most) {
                return holds;
            }
            rate = next(holds, tooMuch, most);
        }
        return holds;
    }

    private static boolean holdsInOneOfTwo(Trial trial, double rate) throws InterruptedException {
        boolean first = trial.holds(rate);
        return first || trial.holds(rate);
    }

    private static double next(double holds, double tooMuch, double most) {
        if (holds == 0) {
            return tooMuch / 2;
        }
        return tooMuch == Double.POSITIVE_INFINITY ? Math.min(most, holds * 2) : Math.sqrt(holds * tooMuch);
    }
}
