package dev.shippy.faults;

import com.mongodb.MongoException;
import dev.shippy.embedded.MongodReplicaSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.bson.Document;

/** A replica set of three with a proxy before each member. At most one member is faulty at a time. */
final class ReplicaSetStore implements Store {

    private static final int MEMBERS = 3;
    private static final Duration ELECTION_LIMIT = Duration.ofSeconds(30);
    private static final int ELECTION_MILLIS = (int) MongodReplicaSet.ELECTION_TIMEOUT.toMillis();

    private final MongodReplicaSet set;
    private final List<MemberProxy> proxies;
    private final StoreErrors errors;
    private volatile int victim;

    private ReplicaSetStore(MongodReplicaSet set, List<MemberProxy> proxies, StoreErrors errors) {
        this.set = set;
        this.proxies = proxies;
        this.errors = errors;
    }

    static ReplicaSetStore start(Path directory) {
        StoreErrors errors = new StoreErrors();
        List<MemberProxy> proxies = new CopyOnWriteArrayList<>();
        MongodReplicaSet set = MongodReplicaSet.start(directory, port -> {
            MemberProxy proxy = new MemberProxy(port, errors);
            proxies.add(proxy);
            return proxy.port();
        });
        return new ReplicaSetStore(set, proxies, errors);
    }

    @Override
    public String url() {
        return set.url();
    }

    @Override
    public List<StoreFault> faults() {
        int afterElection = ELECTION_MILLIS + 500;
        int longAfter = ELECTION_MILLIS + 2_000;
        return List.of(
                new StoreFault("kill primary", 0, 3_000, this::killPrimary, () -> set.restart(victim)),
                new StoreFault("stop primary", afterElection, longAfter, this::stopPrimary, () -> set.resume(victim)),
                new StoreFault("step down", 0, 1_000, () -> victim = set.stepDown(), () -> {}),
                new StoreFault("cut off primary", afterElection, longAfter, () -> cutOffPrimary(Set.of()), this::heal),
                new StoreFault("two primaries", 500, longAfter, () -> haveTwoPrimaries(Set.of()), this::heal));
    }

    private void killPrimary() {
        victim = set.awaitPrimary();
        set.kill(victim);
    }

    private void stopPrimary() {
        victim = set.awaitPrimary();
        set.pause(victim);
    }

    /**
     * Cuts the primary off from the other members; clients still reach it. It remains the primary until the election
     * timeout has passed; at about that time the others elect a new one.
     *
     * @param clients ids of processes that reach only the old primary
     */
    void cutOffPrimary(Set<Long> clients) {
        victim = set.awaitPrimary();
        Partition partition = new Partition(Set.of(set.port(victim)), clients);
        proxies.forEach(proxy -> proxy.divide(partition));
    }

    /**
     * As {@link #cutOffPrimary}, with an immediate election: there are two primaries until the old one's election
     * timeout.
     */
    void haveTwoPrimaries(Set<Long> clients) {
        cutOffPrimary(clients);
        Awaitility.await("an election")
                .atMost(ELECTION_LIMIT)
                .until(() ->
                        IntStream.range(0, MEMBERS).filter(n -> n != victim).anyMatch(this::isElected));
    }

    /** Asks a member to stand for election. A member that lags behind the other one is not elected yet. */
    private boolean isElected(int member) {
        try {
            var unused = set.command(member, new Document("replSetStepUp", 1));
            return true;
        } catch (MongoException refused) {
            return false;
        }
    }

    /** Sets how long a primary remains the primary without the other members. */
    void electionTimeout(Duration timeout) {
        int primary = set.awaitPrimary();
        Document configuration =
                set.command(primary, new Document("replSetGetConfig", 1)).get("config", Document.class);
        configuration.put("version", configuration.getInteger("version") + 1);
        configuration.get("settings", Document.class).put("electionTimeoutMillis", timeout.toMillis());
        var unused = set.command(primary, new Document("replSetReconfig", configuration));
    }

    /** Whether the member reports itself as the primary. */
    boolean saysThatItIsPrimary(int member) {
        return set.command(member, new Document("hello", 1)).getBoolean("isWritablePrimary", false);
    }

    /** Ends the partition. */
    void heal() {
        proxies.forEach(proxy -> proxy.divide(Partition.NONE));
    }

    MongodReplicaSet set() {
        return set;
    }

    /** The member hit by the latest fault. */
    int victim() {
        return victim;
    }

    @Override
    public void awaitPrimary() {
        int unused = set.awaitPrimary();
    }

    @Override
    public void stop() {
        IntStream.range(0, MEMBERS).forEach(set::kill);
    }

    @Override
    public void restart() {
        IntStream.range(0, MEMBERS).forEach(set::restart);
        awaitPrimary();
    }

    @Override
    public List<String> errors() {
        return errors.lines();
    }

    @Override
    public void close() {
        set.close();
        proxies.forEach(MemberProxy::close);
    }
}
