package dev.shippy.vessel;

import dev.shippy.contracts.Deadline;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Vessels whose free room is told from memory. Only what is not found there is looked for in the store, which alone can say that
 * there is none; so a view that is behind may cost an attempt and never a refusal. For one context.
 */
final class ViewedVessels implements VesselRepository {

    private final VesselRepository store;
    private final FleetView view;
    private final Lookout lookout;

    /**
     * In front of a store.
     *
     * @param store puts what it sees into the view
     */
    ViewedVessels(VesselRepository store, FleetView view, Lookout lookout) {
        this.store = store;
        this.view = view;
        this.lookout = lookout;
    }

    @Override
    public Future<Void> prepare(Collection<Vessel> seed) {
        return store.prepare(seed).compose(prepared -> lookout.load());
    }

    @Override
    public Future<Optional<Vessel>> findAvailable(Cargo cargo, Collection<String> except) {
        if (except.isEmpty()) {
            return findNow(cargo, except);
        }
        // Somebody was refused what a view had told. Many small vessels that others have filled would cost all
        // attempts.
        return lookout.catchUp().otherwiseEmpty().compose(looked -> findNow(cargo, except));
    }

    private Future<Optional<Vessel>> findNow(Cargo cargo, Collection<String> except) {
        Optional<Vessel> known = view.find(cargo, except);
        return known.isPresent() ? Future.succeededFuture(known) : store.findAvailable(cargo, except);
    }

    @Override
    public Future<Optional<Vessel>> find(String id) {
        return store.find(id);
    }

    @Override
    public Future<List<Vessel>> list(String after, int limit) {
        return store.list(after, limit);
    }

    @Override
    public Future<Vessel> create(Vessel vessel, String request) {
        return store.create(vessel, request);
    }

    @Override
    public Future<Outcome> reserve(String vesselId, Reservation reservation, Deadline deadline, Deadline named) {
        return store.reserve(vesselId, reservation, deadline, named).onSuccess(this::noteRefusal);
    }

    @Override
    public Future<Void> release(String vesselId, Reservation reservation, Deadline upTo) {
        return store.release(vesselId, reservation, upTo);
    }

    @Override
    public Future<Integer> prune(Tombstones tombstones) {
        return store.prune(tombstones);
    }

    private void noteRefusal(Outcome outcome) {
        if (outcome == Outcome.REFUSED) {
            lookout.soon();
        }
    }
}
