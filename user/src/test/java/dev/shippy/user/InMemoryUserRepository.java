package dev.shippy.user;

import dev.shippy.contracts.Event;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Accounts in memory, for one context. */
final class InMemoryUserRepository implements UserRepository {

    private static final Comparator<Account> OLDEST_FIRST =
            Comparator.comparing(Account::createdAt).thenComparing(Account::id);

    private final List<Credentials> rows = new ArrayList<>();
    private final InMemoryOutbox outbox;
    private Future<Void> stall = Future.succeededFuture();
    private int lookUps;

    /** Nobody looks at its events. */
    InMemoryUserRepository() {
        this(new InMemoryOutbox(Duration.ofMinutes(1), Duration.ofMinutes(1), told -> {}));
    }

    InMemoryUserRepository(InMemoryOutbox outbox) {
        this.outbox = outbox;
    }

    /** From now on nobody is found before this ends, as when a database is slow. */
    void stallUntil(Future<Void> end) {
        stall = end;
    }

    /** How often somebody was looked for by address or request. */
    int lookUps() {
        return lookUps;
    }

    @Override
    public Future<Optional<Account>> insert(NewAccount account) {
        return Future.succeededFuture(insert(account, false));
    }

    private Optional<Account> insert(NewAccount account, boolean byService) {
        boolean taken = rows.stream()
                .anyMatch(row -> row.requestKey().equals(account.requestKey()) || hasAddress(row, account.email()));
        if (taken) {
            return Optional.empty();
        }
        Account stored = new Account(
                account.id(),
                account.name(),
                account.company(),
                account.email(),
                account.admin(),
                Instant.ofEpochMilli(System.currentTimeMillis()));
        rows.add(new Credentials(stored, account.passwordHash(), true, account.requestKey()));
        outbox.add(event(Event.USER_CREATED, stored.id(), stored.createdAt(), byService, account.trace()));
        return Optional.of(stored);
    }

    @Override
    public Future<FirstAdminOutcome> insertFirstAdmin(NewAccount admin) {
        if (isAdminThere()) {
            return Future.succeededFuture(FirstAdminOutcome.NOT_NEEDED);
        }
        return Future.succeededFuture(
                insert(admin, true).isPresent() ? FirstAdminOutcome.MADE : FirstAdminOutcome.ADDRESS_TAKEN);
    }

    @Override
    public Future<Boolean> hasAdmin() {
        return Future.succeededFuture(isAdminThere());
    }

    @Override
    public Future<Optional<Account>> find(String id) {
        return Future.succeededFuture(
                first(row -> row.account().id().equals(id)).map(Credentials::account));
    }

    @Override
    public Future<Optional<Account>> findByEmail(EmailAddress email) {
        return findCredentials(email).map(found -> found.map(Credentials::account));
    }

    @Override
    public Future<Optional<Credentials>> findCredentials(EmailAddress email) {
        lookUps++;
        return stall.map(over -> first(row -> hasAddress(row, email)));
    }

    @Override
    public Future<Optional<Credentials>> findRival(SignUp signUp) {
        lookUps++;
        return stall.map(over -> first(row -> row.requestKey().equals(signUp.requestKey()))
                .or(() -> first(row -> hasAddress(row, signUp.email()))));
    }

    @Override
    public Future<List<Account>> page(Optional<Position> after, int size) {
        return Future.succeededFuture(accounts()
                .sorted(OLDEST_FIRST)
                .filter(account -> after.isEmpty() || isAfter(account, after.get()))
                .limit(size)
                .toList());
    }

    @Override
    public Future<Boolean> delete(String id, Trace trace) {
        return unlessLastAdmin(id).map(safe -> remove(id, trace));
    }

    private boolean remove(String id, Trace trace) {
        boolean existed = rows.removeIf(row -> row.account().id().equals(id));
        if (existed) {
            outbox.add(event(Event.USER_DELETED, id, Instant.ofEpochMilli(System.currentTimeMillis()), false, trace));
        }
        return existed;
    }

    @Override
    public Future<Optional<Account>> grant(String id) {
        return setAdmin(id, true);
    }

    @Override
    public Future<Optional<Account>> revoke(String id) {
        return unlessLastAdmin(id).compose(safe -> setAdmin(id, false));
    }

    @Override
    public Future<Void> replaceHash(String id, String present, String better) {
        rows.replaceAll(
                row -> row.account().id().equals(id) && row.passwordHash().equals(present)
                        ? new Credentials(row.account(), better, true, row.requestKey())
                        : row);
        return Future.succeededFuture();
    }

    /** As if earlier releases had created the hashes. */
    void hashesAreOfTypedPasswords() {
        rows.replaceAll(row -> new Credentials(row.account(), row.passwordHash(), false, row.requestKey()));
    }

    int size() {
        return rows.size();
    }

    private Future<Optional<Account>> setAdmin(String id, boolean admin) {
        rows.replaceAll(row -> row.account().id().equals(id)
                ? new Credentials(with(row.account(), admin), row.passwordHash(), row.normalized(), row.requestKey())
                : row);
        return find(id);
    }

    private Future<Void> unlessLastAdmin(String id) {
        return accounts().filter(Account::admin).map(Account::id).toList().equals(List.of(id))
                ? Future.failedFuture(
                        ServiceException.failedPrecondition("The last admin cannot be removed or revoked"))
                : Future.succeededFuture();
    }

    private boolean isAdminThere() {
        return accounts().anyMatch(Account::admin);
    }

    private Stream<Account> accounts() {
        return rows.stream().map(Credentials::account);
    }

    private Optional<Credentials> first(Predicate<Credentials> wanted) {
        return rows.stream().filter(wanted).findFirst();
    }

    private static boolean hasAddress(Credentials row, EmailAddress email) {
        return email.keys().contains(row.account().email().key());
    }

    private static boolean isAfter(Account account, Position position) {
        int byTime = account.createdAt().compareTo(position.createdAt());
        return byTime > 0 || (byTime == 0 && account.id().compareTo(position.id()) > 0);
    }

    private static AccountEvent event(Event type, String id, Instant time, boolean byService, Trace trace) {
        return new AccountEvent(UUID.randomUUID().toString(), type, id, time, byService, trace);
    }

    private static Account with(Account account, boolean admin) {
        return new Account(
                account.id(), account.name(), account.company(), account.email(), admin, account.createdAt());
    }
}
