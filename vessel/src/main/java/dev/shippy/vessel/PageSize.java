package dev.shippy.vessel;

/**
 * How many documents the next page has. Half as many after a page that failed, since it may have taken too long; a hundredth of the
 * most more after one that did not. It grows slowly, so that a look of many pages ends before the next one that is too large. For one
 * context.
 */
final class PageSize {

    private final int most;
    private final int step;
    private int now;

    /** As many as there may be; never fewer than a hundredth of that. */
    PageSize(int most) {
        this.most = most;
        this.step = Math.max(1, most / 100);
        this.now = most;
    }

    int now() {
        return now;
    }

    void succeeded() {
        now = Math.min(most, now + step);
    }

    void failed() {
        now = Math.max(step, now / 2);
    }
}
