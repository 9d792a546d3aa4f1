package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Trace;
import dev.shippy.user.UserRepository.FirstAdminOutcome;
import dev.shippy.user.UserRepository.Position;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of accounts does. */
interface UserRepositorySuite {

    /** A store without accounts. */
    UserRepository users();

    TestContext context();

    @Test
    default void findsWhatItStored() {
        UserRepository users = users();
        NewAccount account = Samples.account();

        Account stored = context().call(() -> users.insert(account)).orElseThrow();

        assertEquals(Optional.of(stored), context().call(() -> users.find(account.id())));
        assertEquals(account.email(), stored.email());
        assertFalse(stored.admin());
        assertEquals(Optional.empty(), context().call(() -> users.find("nobody")));
    }

    @Test
    default void comparesAddressesInLowerCase() {
        UserRepository users = users();
        NewAccount account = Samples.account();
        EmailAddress shouted = new EmailAddress(account.email().text().toUpperCase(Locale.ROOT));
        context().call(() -> users.insert(account));

        assertEquals(
                account.id(),
                context().call(() -> users.findByEmail(shouted)).orElseThrow().id());
        assertEquals(
                account.passwordHash(),
                context()
                        .call(() -> users.findCredentials(shouted))
                        .orElseThrow()
                        .passwordHash());
        assertEquals(Optional.empty(), context().call(() -> users.insert(Samples.account(shouted, false))));
    }

    @Test
    default void findsAnAccountUnderEverySpellingOfItsAddress() {
        String local = UUID.randomUUID().toString();
        for (String first : List.of("@ex\u00e4mple.org", "@exa\u0308mple.org", "@xn--exmple-cua.org")) {
            UserRepository users = users();
            NewAccount account = Samples.account(new EmailAddress(local + first), false);
            context().call(() -> users.insert(account));

            for (String second : List.of("@EX\u00c4MPLE.org", "@exa\u0308mple.org", "@xn--exmple-cua.org")) {
                EmailAddress other = new EmailAddress(local.toUpperCase(Locale.ROOT) + second);
                Optional<Account> found = context().call(() -> users.findByEmail(other));

                assertEquals(Optional.of(account.id()), found.map(Account::id), first + " " + second);
                assertEquals(Optional.empty(), context().call(() -> users.insert(Samples.account(other, false))));
            }
            local = UUID.randomUUID().toString();
        }
    }

    /** Earlier releases accepted characters that must not be shown. */
    @Test
    default void readsAnAccountThatSignUpRefusesToday() {
        UserRepository users = users();
        EmailAddress email = new EmailAddress("ada\u00ad\ue000" + UUID.randomUUID() + "@exam\u200bple.org");
        NewAccount plain = Samples.account(email, false);
        NewAccount old = new NewAccount(
                plain.id(), "A\u202eda", "\u200b", email, false, "hash", plain.requestKey(), Trace.start());

        Account stored = context().call(() -> users.insert(old)).orElseThrow();

        assertEquals("A\u202eda", stored.name());
        assertEquals(Optional.of(stored), context().call(() -> users.find(old.id())));
        assertEquals(Optional.of(stored), context().call(() -> users.findByEmail(email)));
        assertEquals(List.of(stored), context().call(() -> users.page(Optional.empty(), 3)));
        assertEquals(
                stored,
                context().call(() -> users.findCredentials(email)).orElseThrow().account());
    }

    @Test
    default void storesARequestOnce() {
        UserRepository users = users();
        NewAccount first = Samples.account();
        NewAccount again = new NewAccount(
                UUID.randomUUID().toString(),
                "",
                "",
                Samples.email(),
                false,
                "hash",
                first.requestKey(),
                Trace.start());

        List<Optional<Account>> answers = context()
                .call(() -> Future.all(users.insert(first), users.insert(again)))
                .list();

        assertEquals(1, answers.stream().filter(Optional::isPresent).count());
    }

    @Test
    default void findsTheAccountOfARequestBeforeThatOfAnAddress() {
        UserRepository users = users();
        SignUp signUp = Samples.signUp(Samples.email(), UUID.randomUUID().toString());
        NewAccount sameAddress = Samples.account(signUp.email(), false);
        NewAccount sameRequest = new NewAccount(
                UUID.randomUUID().toString(), "", "", Samples.email(), false, "h", signUp.requestKey(), Trace.start());
        assertEquals(Optional.empty(), context().call(() -> users.findRival(signUp)));

        context().call(() -> users.insert(sameAddress));
        assertEquals(
                sameAddress.id(),
                context()
                        .call(() -> users.findRival(signUp))
                        .orElseThrow()
                        .account()
                        .id());

        context().call(() -> users.insert(sameRequest));
        assertEquals(
                sameRequest.id(),
                context()
                        .call(() -> users.findRival(signUp))
                        .orElseThrow()
                        .account()
                        .id());
    }

    @Test
    default void listsAccountsPageByPageOldestFirst() {
        UserRepository users = users();
        List<String> stored = new ArrayList<>();
        IntStream.range(0, 7).forEach(n -> {
            NewAccount account = Samples.account();
            context().call(() -> users.insert(account));
            stored.add(account.id());
        });

        List<Account> listed = new ArrayList<>();
        List<Account> page = context().call(() -> users.page(Optional.empty(), 3));
        while (!page.isEmpty()) {
            listed.addAll(page);
            Account last = page.get(page.size() - 1);
            page = context().call(() -> users.page(Optional.of(new Position(last.createdAt(), last.id())), 3));
        }

        List<String> ids = listed.stream().map(Account::id).toList();
        assertTrue(ids.containsAll(stored));
        assertEquals(stored.size(), ids.size());
        assertTrue(IntStream.range(1, 7)
                .noneMatch(n ->
                        listed.get(n).createdAt().isBefore(listed.get(n - 1).createdAt())));
    }

    @Test
    default void deletesOnce() {
        UserRepository users = users();
        NewAccount account = Samples.account();
        context().call(() -> users.insert(account));

        assertTrue(context().call(() -> users.delete(account.id(), Trace.start())));
        assertFalse(context().call(() -> users.delete(account.id(), Trace.start())));
        assertEquals(Optional.empty(), context().call(() -> users.find(account.id())));
    }

    @Test
    default void grantsAndRevokesAsOftenAsAsked() {
        UserRepository users = users();
        NewAccount admin = Samples.account(Samples.email(), true);
        NewAccount account = Samples.account();
        context().call(() -> users.insert(admin));
        context().call(() -> users.insert(account));

        for (int times = 0; times < 2; times++) {
            assertTrue(context()
                    .call(() -> users.grant(account.id()))
                    .orElseThrow()
                    .admin());
        }
        for (int times = 0; times < 2; times++) {
            assertFalse(context()
                    .call(() -> users.revoke(account.id()))
                    .orElseThrow()
                    .admin());
        }
        assertEquals(Optional.empty(), context().call(() -> users.grant("nobody")));
        assertEquals(Optional.empty(), context().call(() -> users.revoke("nobody")));
    }

    @Test
    default void keepsTheLastAdmin() {
        UserRepository users = users();
        NewAccount admin = Samples.account(Samples.email(), true);
        context().call(() -> users.insert(admin));

        assertEquals(ErrorCode.FAILED_PRECONDITION, context().refusal(() -> users.delete(admin.id(), Trace.start())));
        assertEquals(ErrorCode.FAILED_PRECONDITION, context().refusal(() -> users.revoke(admin.id())));
        assertTrue(context().call(() -> users.find(admin.id())).orElseThrow().admin());
    }

    @Test
    default void letsOneOfTwoAdminsRemoveTheOther() {
        for (int round = 0; round < 6; round++) {
            UserRepository users = users();
            NewAccount one = Samples.account(Samples.email(), true);
            NewAccount other = Samples.account(Samples.email(), true);
            boolean deletes = round % 2 == 0;
            context().call(() -> users.insert(one));
            context().call(() -> users.insert(other));

            List<Boolean> removed = context()
                    .call(() -> Future.all(
                            succeeds(users.delete(one.id(), Trace.start())),
                            succeeds(deletes ? users.delete(other.id(), Trace.start()) : users.revoke(other.id()))))
                    .list();

            assertEquals(1, removed.stream().filter(done -> done).count());
            assertTrue(context().call(users::hasAdmin));
        }
    }

    @Test
    default void makesOneFirstAdmin() {
        UserRepository users = users();
        assertFalse(context().call(users::hasAdmin));
        // Opens connections, so that what follows really happens at once.
        context()
                .call(() -> Future.all(IntStream.range(0, 8)
                        .mapToObj(n -> users.delete("nobody", Trace.start()))
                        .toList()));

        List<FirstAdminOutcome> outcomes = context()
                .call(() -> Future.all(IntStream.range(0, 8)
                        .mapToObj(n -> users.insertFirstAdmin(Samples.account(Samples.email(), true)))
                        .toList()))
                .list();

        assertEquals(1, outcomes.stream().filter(FirstAdminOutcome.MADE::equals).count());
        assertEquals(
                7,
                outcomes.stream().filter(FirstAdminOutcome.NOT_NEEDED::equals).count());
        assertTrue(context().call(users::hasAdmin));
    }

    @Test
    default void makesNoAdminOfACustomer() {
        UserRepository users = users();
        NewAccount customer = Samples.account();
        context().call(() -> users.insert(customer));

        assertEquals(
                FirstAdminOutcome.ADDRESS_TAKEN,
                context().call(() -> users.insertFirstAdmin(Samples.account(customer.email(), true))));
        assertFalse(context().call(users::hasAdmin));
    }

    @Test
    default void replacesAHashThatIsStillThere() {
        UserRepository users = users();
        NewAccount account = Samples.account();
        context().call(() -> users.insert(account));

        context().call(() -> users.replaceHash(account.id(), "another", "not this"));
        context().call(() -> users.replaceHash(account.id(), account.passwordHash(), "better"));

        Credentials known =
                context().call(() -> users.findCredentials(account.email())).orElseThrow();
        assertEquals("better", known.passwordHash());
        assertTrue(known.normalized());
    }

    private static Future<Boolean> succeeds(Future<?> future) {
        return future.transform(done -> Future.succeededFuture(done.succeeded()));
    }
}
