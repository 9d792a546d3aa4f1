package dev.shippy.vessel;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the view of the fleet current with what other processes write. Reads all vessels once, then again and again those that
 * have changed; and, because a change may be written by hand or by an older release, which notes no time, now and then also the next
 * page of vessels in the order of their ids. One look at a time, and a rest after each. For one context.
 */
final class Lookout {

    /** How late a change may show: until a majority has it, or by how much a new primary's clock is behind. */
    static final Duration MARGIN = Duration.ofSeconds(5);

    /** A page follows a look when so many times the time between looks has passed since the one before. */
    static final int TIMES_BETWEEN_PAGES = 10;

    /**
     * After a look, the lookout pauses this many times as long as the look took, since any caller may trigger looks.
     */
    private static final int IDLE_TIMES = 3;

    private static final Logger log = LoggerFactory.getLogger(Lookout.class);

    private final Vertx vertx;
    private final Sightings store;
    private final FleetView view;
    private final Duration every;

    private @Nullable Horizon horizon;
    private String pageAfter = "";
    private long pageReadNanos = System.nanoTime();
    private long timer = -1;
    private long restedNanos = System.nanoTime();
    private boolean running;
    private boolean looking;
    private boolean hurried;
    private boolean failing;
    private Promise<Void> caughtUp = Promise.promise();

    /** A lookout that does nothing yet; after each look it waits {@code every}, or longer when the look took long. */
    Lookout(Vertx vertx, Sightings store, FleetView view, Duration every) {
        this.vertx = vertx;
        this.store = store;
        this.view = view;
        this.every = every;
    }

    /** Reads all vessels, page by page. When it fails it may be asked again and goes on where it was. */
    Future<Void> load() {
        Promise<Void> loaded = Promise.promise();
        begin().onSuccess(begun -> loadOn(loaded)).onFailure(loaded::fail);
        return loaded.future();
    }

    /** Begins to look, after {@link #load}. */
    void start() {
        running = true;
        lookAfter(every.toNanos());
    }

    /** No look begins any more, and nobody waits for one that has not begun. */
    void stop() {
        running = false;
        vertx.cancelTimer(timer);
        takeWaiting().complete();
    }

    /** There is a sign that the view is behind: looks at once, or as soon as the store has rested from the look before. */
    void soon() {
        if (!running || hurried) {
            return;
        }
        hurried = true;
        if (!looking) {
            vertx.cancelTimer(timer);
            lookAfter(restedNanos - System.nanoTime());
        }
    }

    /**
     * Waits for a look that begins after now, as {@link #soon} does; whoever waits at the same time waits for the same one. While
     * the store is away, before the start and after the stop nobody waits.
     *
     * @return fails when that look fails, or the look before it
     */
    Future<Void> catchUp() {
        if (!running || failing) {
            return Future.succeededFuture();
        }
        soon();
        return caughtUp.future();
    }

    /** Reads what has changed; it is in the view when the future succeeds. */
    Future<Void> look() {
        long began = System.nanoTime();
        return begin().compose(from -> look(from, began));
    }

    private Future<Void> look(Horizon from, long began) {
        Promise<Long> newest = Promise.promise();
        readChanges(from.from(), "", newest);
        return newest.future()
                .onSuccess(time -> from.looked(time, began, System.nanoTime()))
                .mapEmpty();
    }

    /** Before anything is read: what changes while all vessels are read is read again. */
    private Future<Horizon> begin() {
        if (horizon != null) {
            return Future.succeededFuture(horizon);
        }
        long now = System.nanoTime();
        return store.latest().map(latest -> horizon = new Horizon(latest, now, MARGIN));
    }

    private void loadOn(Promise<Void> loaded) {
        readPage().onFailure(loaded::fail).onSuccess(page -> {
            if (page.more()) {
                loadOn(loaded);
            } else {
                log.info("Vessels in view: {}", view.size());
                loaded.complete();
            }
        });
    }

    /** The next page; after the last one comes the first again. */
    private Future<Sightings.Page> readPage() {
        pageReadNanos = System.nanoTime();
        return store.page(pageAfter).map(this::learn).onSuccess(page -> pageAfter = page.more() ? page.lastId() : "");
    }

    /** The newest change is the last one of the last page, or of the page before where the last one is empty. */
    private void readChanges(long from, String after, Promise<Long> newest) {
        store.changedFrom(from, after).map(this::learn).onFailure(newest::fail).onSuccess(page -> {
            if (page.more()) {
                readChanges(page.lastChanged(), page.lastId(), newest);
            } else {
                newest.complete(Math.max(from, page.lastChanged()));
            }
        });
    }

    private Sightings.Page learn(Sightings.Page page) {
        page.found().forEach(view::learn);
        return page;
    }

    private void lookAfter(long nanos) {
        timer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), fired -> round());
    }

    private void round() {
        looking = true;
        hurried = false;
        Promise<Void> waiting = takeWaiting();
        long began = System.nanoTime();
        look().onComplete(waiting)
                .compose(looked -> running && isPageDue() ? readPage() : Future.succeededFuture())
                .onComplete(done -> ended(done, began));
    }

    private boolean isPageDue() {
        return System.nanoTime() - pageReadNanos >= every.toNanos() * TIMES_BETWEEN_PAGES;
    }

    private void ended(AsyncResult<?> done, long began) {
        looking = false;
        if (!running) {
            return;
        }
        tell(done);
        if (failing) {
            takeWaiting().handle(done.mapEmpty());
        }
        rest(failing ? every.toNanos() : (System.nanoTime() - began) * IDLE_TIMES);
    }

    /** Those who wait for the next look. */
    private Promise<Void> takeWaiting() {
        Promise<Void> waiting = caughtUp;
        caughtUp = Promise.promise();
        return waiting;
    }

    private void rest(long nanos) {
        restedNanos = System.nanoTime() + nanos;
        lookAfter(hurried ? nanos : Math.max(every.toNanos(), nanos));
    }

    /** Once when the store goes and once when it is back: the service goes on meanwhile. */
    private void tell(AsyncResult<?> looked) {
        if (looked.failed() && !failing) {
            log.warn("Free room is told from memory for now: {}", looked.cause().getMessage());
        } else if (looked.succeeded() && failing) {
            log.info("Free room is read from the store again");
        }
        failing = looked.failed();
    }
}
