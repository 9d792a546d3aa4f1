package dev.shippy.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.Call;
import dev.shippy.contracts.Caller;
import dev.shippy.contracts.ErrorCode;
import dev.shippy.contracts.Limits;
import dev.shippy.contracts.ServiceException;
import dev.shippy.contracts.Trace;
import dev.shippy.contracts.user.v1.RepublishRequest;
import dev.shippy.contracts.user.v1.RepublishResponse;
import dev.shippy.contracts.user.v1.Request;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.Token;
import dev.shippy.contracts.user.v1.User;
import dev.shippy.runtime.outbox.OutboxEntry;
import dev.shippy.runtime.outbox.Republishing;
import dev.shippy.runtime.token.TokenConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UserHandlerTest {

    private static final Call ANYBODY = Samples.call(Caller.ANONYMOUS);
    private static final Call ADMIN = Samples.call(Samples.admin());
    /** How many sign-ups, and how many logins, may be under way. */
    private static final int AT_ONCE = 8;

    private static final int FLOOD = 20;

    private static final SigningKey KEY =
            KeyPairs.make("0123456789abcdef", Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), Duration.ZERO);

    private final TestContext context = new TestContext();
    private final List<OutboxEntry> told = new ArrayList<>();
    private final InMemoryOutbox outbox = new InMemoryOutbox(Duration.ofMinutes(1), Duration.ofMinutes(1), told::add);
    private final InMemoryUserRepository users = new InMemoryUserRepository(outbox);
    private PasswordHasher hasher;
    private UserHandler handler;

    @BeforeEach
    void wire() {
        Clock clock = Clock.systemUTC();
        KeyConfig keyConfig = new KeyConfig(Duration.ofHours(1), Duration.ofMinutes(1));
        TokenConfig tokens = new TokenConfig("shippy", "shippy", Duration.ofSeconds(1));
        InMemoryKeyRepository keyStore = new InMemoryKeyRepository();
        SigningKeys keys = new SigningKeys(context.vertx, keyStore, keyConfig, clock);
        hasher = new PasswordHasher(context.vertx, new PasswordConfig(4, 2, AT_ONCE, AT_ONCE), clock);
        context.call(() -> keyStore.insertFirst(KEY).compose(stored -> keys.start()));
        handler = new UserHandler(
                users,
                new SignUps(users, hasher),
                new Logins(users, new InMemoryLoginThrottle(), hasher),
                new TokenIssuer(context.vertx, keys, tokens, keyConfig, clock),
                keys,
                new LocalAccounts(context.vertx, keys, users, keyConfig, tokens),
                new Republishing(outbox, clock));
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void answersASignUpWithEverythingButThePassword() {
        User user = Samples.user("Ada@Example.com");

        Response response = context.call(() -> handler.create(ANYBODY, user));

        assertTrue(response.getOk());
        User expected = user.toBuilder()
                .clearPassword()
                .setId(response.getUser().getId())
                .setCreatedAt(response.getUser().getCreatedAt())
                .build();
        assertEquals(expected, response.getUser());
        assertEquals(36, expected.getId().length());
    }

    @Test
    void ignoresWhatAnybodyClaimsToBe() {
        User user = Samples.user("ada@example.com").toBuilder()
                .setId("mine")
                .addRoles("admin")
                .setCreatedAt(1)
                .build();

        User created = context.call(() -> handler.create(ANYBODY, user)).getUser();

        assertFalse(created.getId().equals("mine"));
        assertEquals(0, created.getRolesCount());
        assertTrue(created.getCreatedAt() > 1);
    }

    @Test
    void namesTheFieldThatItRefusesAtSignUp() {
        refusesToSignUp("name", user -> user.setName("x".repeat(201)));
        refusesToSignUp("name", user -> user.setName("a\nb"));
        refusesToSignUp("company", user -> user.setCompany("x".repeat(201)));
        refusesToSignUp("company", user -> user.setCompany("a\0b"));
        refusesToSignUp("email", User.Builder::clearEmail);
        refusesToSignUp("email", user -> user.setEmail("a@b\r\nBcc: c@d"));
        refusesToSignUp("password", User.Builder::clearPassword);
        refusesToSignUp("password", user -> user.setPassword("x".repeat(73)));
        refusesToSignUp("password", user -> user.setPassword("with\0nul.."));
        assertEquals(0, users.size());
    }

    @Test
    void signsUpOnceForFiftyEqualRequestsAtOnce() {
        User user = Samples.user("ada@example.com");

        List<Response> answers = context.call(() -> Future.all(IntStream.range(0, 50)
                        .mapToObj(n -> handler.create(Samples.call(Caller.ANONYMOUS, "request"), user))
                        .toList()))
                .list();

        assertEquals(1, answers.stream().distinct().count());
        assertEquals(1, users.size());
        assertEquals(
                answers.get(0), context.call(() -> handler.create(Samples.call(Caller.ANONYMOUS, "request"), user)));
    }

    /** Those that wait for a slow database would take the calls in flight from everybody else. */
    @Test
    void refusesAFloodBeforeAnythingIsLookedUp() {
        Promise<Void> end = Promise.promise();
        users.stallUntil(end.future());

        List<Future<Token>> logins = flood(user -> handler.auth(ANYBODY, user));
        List<Future<Response>> signUps = flood(user -> handler.create(Samples.call(Caller.ANONYMOUS), user));

        for (List<? extends Future<?>> flood : List.of(logins, signUps)) {
            assertEquals(FLOOD - AT_ONCE, flood.stream().filter(Future::failed).count());
            flood.stream()
                    .filter(Future::failed)
                    .forEach(refused ->
                            assertEquals(ErrorCode.RESOURCE_EXHAUSTED, ((ServiceException) refused.cause()).code()));
        }
        assertEquals(2 * AT_ONCE, users.lookUps());
        end.complete();
        signUps.stream().filter(call -> !call.failed()).forEach(TestContext::await);
        assertEquals(AT_ONCE, users.size());
    }

    /** Begun at once, each with an address of its own; those that are refused are so when this returns. */
    private <T> List<Future<T>> flood(Function<User, Future<T>> call) {
        List<Future<T>> calls = IntStream.range(0, FLOOD)
                .mapToObj(n -> context.start(
                        () -> call.apply(Samples.user(Samples.email().text()))))
                .toList();
        context.call(() -> Future.succeededFuture("all have begun"));
        return calls;
    }

    @Test
    void refusesTheSameRequestWithOtherData() {
        Call call = Samples.call(Caller.ANONYMOUS, "request");
        User user = Samples.user("ada@example.com");
        context.call(() -> handler.create(call, user));

        List<UnaryOperator<User.Builder>> changes = List.of(
                other -> other.setName("Eve"),
                other -> other.setCompany("Eve's"),
                other -> other.setEmail("eve@example.com"),
                other -> other.setEmail("Ada@example.com"),
                other -> other.setPassword("another password"));
        for (UnaryOperator<User.Builder> change : changes) {
            User other = change.apply(user.toBuilder()).build();
            assertEquals(ErrorCode.ALREADY_EXISTS, context.refusal(() -> handler.create(call, other)));
        }
        assertEquals(1, users.size());
    }

    @Test
    void refusesAnAddressThatIsTakenWhateverItsCase() {
        context.call(() -> handler.create(ANYBODY, Samples.user("ada@example.com")));

        ServiceException refused =
                context.refused(() -> handler.create(Samples.call(Caller.ANONYMOUS), Samples.user("ADA@example.com")));

        assertEquals(ErrorCode.ALREADY_EXISTS, refused.code());
        assertTrue(refused.sentence().startsWith("email "));
    }

    @Test
    void givesATokenThatItVouchesFor() {
        User user = context.call(() -> handler.create(ANYBODY, Samples.user("ada@example.com")))
                .getUser();

        Token token = context.call(() -> handler.auth(ANYBODY, Samples.user("Ada@EXAMPLE.com")));

        assertEquals(user.getId(), token.getUserId());
        assertEquals(
                Set.of("iss", "aud", "sub", "roles", "iat", "exp", "jti"),
                BadToken.claimsOf(token.getToken()).fieldNames());
        assertEquals(16, BadToken.headerOf(token.getToken()).getString("kid").length());
        Token answer = context.call(() -> handler.validateToken(ANYBODY, token));
        assertTrue(answer.getValid());
        assertEquals(token.getExpiresAt(), answer.getExpiresAt());
        context.call(() -> handler.delete(ADMIN, user));
        assertFalse(context.call(() -> handler.validateToken(ANYBODY, token)).getValid());
    }

    @Test
    void saysTheSameOfAWrongPasswordAndOfAnUnknownAddress() {
        context.call(() -> handler.create(ANYBODY, Samples.user("ada@example.com")));
        User wrong = Samples.user("ada@example.com").toBuilder()
                .setPassword("wrong password")
                .build();
        User unknown = Samples.user("eve@example.com");

        for (int attempt = 0; attempt < InMemoryLoginThrottle.FAILURES + 2; attempt++) {
            ServiceException one = context.refused(() -> handler.auth(ANYBODY, wrong));
            ServiceException other = context.refused(() -> handler.auth(ANYBODY, unknown));
            assertEquals(one.code(), other.code());
            assertEquals(one.sentence(), other.sentence());
            boolean waiting = attempt >= InMemoryLoginThrottle.FAILURES;
            assertEquals(waiting ? ErrorCode.RESOURCE_EXHAUSTED : ErrorCode.UNAUTHENTICATED, one.code());
            assertEquals(waiting, one.sentence().contains("7 s"));
        }
        assertEquals(
                ErrorCode.RESOURCE_EXHAUSTED,
                context.refusal(() -> handler.auth(ANYBODY, Samples.user("ada@example.com"))));
    }

    @Test
    void replacesAWeakHashAtLogin() {
        PasswordHasher weak = new PasswordHasher(context.vertx, new PasswordConfig(4, 1, 8, 8), Clock.systemUTC());
        PasswordHasher strong = new PasswordHasher(context.vertx, new PasswordConfig(5, 1, 8, 8), Clock.systemUTC());
        SignUp signUp = Samples.signUp(Samples.email(), "request");
        context.call(() -> new SignUps(users, weak).signUp(signUp, ANYBODY));
        Logins logins = new Logins(users, new InMemoryLoginThrottle(), strong);
        Logins.Attempt attempt = new Logins.Attempt(signUp.email(), signUp.password(), Samples.soon());

        context.call(() -> logins.logIn(attempt));

        assertTrue(context.call(() -> users.findCredentials(signUp.email()))
                .orElseThrow()
                .passwordHash()
                .startsWith("$2a$05$"));
        context.call(() -> logins.logIn(attempt));
    }

    @Test
    void findsByAddressForAdminsAndServicesOnly() {
        User ada = context.call(() -> handler.create(ANYBODY, Samples.user("ada@example.com")))
                .getUser();
        User byEmail = User.newBuilder()
                .setEmail("ada@example.com".toUpperCase(Locale.ROOT))
                .build();

        assertEquals(ada, context.call(() -> handler.get(ADMIN, byEmail)).getUser());
        assertEquals(
                ada,
                context.call(() -> handler.get(Samples.call(Caller.service("email-subscriber")), byEmail))
                        .getUser());
        ServiceException refused =
                context.refused(() -> handler.get(Samples.call(Caller.user(ada.getId(), Set.of())), byEmail));
        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        assertTrue(refused.sentence().startsWith("id "));
    }

    @Test
    void refusesAnIdThatIsNone() {
        User wrong = User.newBuilder().setId("../x").build();

        for (ServiceException refused : List.of(
                context.refused(() -> handler.get(ADMIN, wrong)),
                context.refused(() -> handler.delete(ADMIN, wrong)),
                context.refused(() -> handler.grant(ADMIN, wrong)),
                context.refused(() -> handler.revoke(ADMIN, wrong)))) {
            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertTrue(refused.sentence().startsWith("id "), refused.sentence());
        }
    }

    @Test
    void saysWhenThereIsNoSuchUser() {
        User nobody = User.newBuilder().setId(UUID.randomUUID().toString()).build();

        assertEquals(ErrorCode.NOT_FOUND, context.refusal(() -> handler.get(ADMIN, nobody)));
        assertEquals(ErrorCode.NOT_FOUND, context.refusal(() -> handler.grant(ADMIN, nobody)));
        assertEquals(ErrorCode.NOT_FOUND, context.refusal(() -> handler.revoke(ADMIN, nobody)));
        assertTrue(context.call(() -> handler.delete(ADMIN, nobody)).getOk());
        User unknownAddress = User.newBuilder().setEmail("nobody@example.com").build();
        assertTrue(context.call(() -> handler.delete(ADMIN, unknownAddress)).getOk());
    }

    @Test
    void listsEverybodyOncePageByPage() {
        List<String> ids = new ArrayList<>();
        IntStream.range(0, 7)
                .forEach(n -> ids.add(context.call(() -> users.insert(Samples.account()))
                        .orElseThrow()
                        .id()));

        List<String> listed = new ArrayList<>();
        Request request = Request.newBuilder().setPageSize(3).build();
        Response page = list(ADMIN, request);
        while (!page.getNextPageToken().isEmpty()) {
            assertEquals(3, page.getUsersCount());
            page.getUsersList().forEach(user -> listed.add(user.getId()));
            page = list(
                    ADMIN,
                    request.toBuilder().setPageToken(page.getNextPageToken()).build());
        }
        page.getUsersList().forEach(user -> listed.add(user.getId()));

        assertEquals(ids.size(), listed.size());
        assertTrue(listed.containsAll(ids));
    }

    @Test
    void keepsAPageWithinAReply() {
        String wide = "\u20ac".repeat(Limits.NAME_CHARACTERS);
        IntStream.range(0, 300).forEach(n -> {
            NewAccount account = Samples.account();
            context.call(() -> users.insert(new NewAccount(
                    account.id(),
                    wide,
                    wide,
                    account.email(),
                    false,
                    account.passwordHash(),
                    account.requestKey(),
                    account.trace())));
        });

        Response page = list(ADMIN, Request.newBuilder().setPageSize(1_000).build());

        assertTrue(page.getSerializedSize() <= Limits.REPLY_BYTES);
        assertTrue(page.getUsersCount() > 100);
        assertFalse(page.getNextPageToken().isEmpty());
    }

    @Test
    void refusesAnothersPageToken() {
        IntStream.range(0, 2).forEach(n -> context.call(() -> users.insert(Samples.account())));
        Request one = Request.newBuilder().setPageSize(1).build();
        Request next = one.toBuilder()
                .setPageToken(list(ADMIN, one).getNextPageToken())
                .build();

        ServiceException refused = context.refused(() -> handler.getAll(Samples.call(Samples.admin()), next));

        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        assertTrue(refused.sentence().startsWith("page_token "));
        assertEquals(1, list(ADMIN, next).getUsersCount());
        ServiceException tooMany = context.refused(() ->
                handler.getAll(ADMIN, Request.newBuilder().setPageSize(1_001).build()));
        assertTrue(tooMany.sentence().startsWith("page_size "));
    }

    @Test
    void tellsOfWhatItsCallsHaveDone() {
        Call signUp = Samples.call(Caller.ANONYMOUS);
        Call deletion = Samples.call(Samples.admin());

        User user = context.call(() -> handler.create(signUp, Samples.user("ada@example.com")))
                .getUser();
        context.call(() -> handler.create(signUp, Samples.user("ada@example.com")));
        context.call(() -> handler.delete(deletion, user));
        context.call(() -> handler.delete(deletion, user));

        assertEquals(2, told.size());
        assertEquals(signUp.trace(), told.get(0).events().get(0).trace());
        assertEquals(deletion.trace(), told.get(1).events().get(1).trace());
    }

    /** Keyboards differ: some write a letter and its accent as one character, some as two. */
    @Test
    void acceptsAnotherCompositionOfThePassword() {
        String composed = "gr\u00fcn-gr\u00fcn-1";
        String decomposed = "gru\u0308n-gru\u0308n-1";
        for (String first : List.of(composed, decomposed)) {
            String email = UUID.randomUUID() + "@example.com";
            context.call(() -> handler.create(Samples.call(Caller.ANONYMOUS), withPassword(email, first)));

            for (String second : List.of(composed, decomposed)) {
                assertTrue(context.call(() -> handler.auth(ANYBODY, withPassword(email, second)))
                        .getValid());
            }
            assertEquals(
                    ErrorCode.UNAUTHENTICATED,
                    context.refusal(() -> handler.auth(ANYBODY, withPassword(email, "grun-grun-1"))));
        }
    }

    @Test
    void acceptsADecomposedPasswordHashedByAnEarlierRelease() {
        String decomposed = "gru\u0308n-gru\u0308n-1";
        Password typed = new Password(decomposed);
        String hash = context.call(() -> hasher.hash(PasswordHasher.Purpose.SIGN_UP, typed, Samples.soon()));
        String email = "ada@example.com";
        NewAccount account = new NewAccount(
                UUID.randomUUID().toString(), "Ada", "", new EmailAddress(email), false, hash, "key", Trace.start());
        context.call(() -> users.insert(account));
        users.hashesAreOfTypedPasswords();

        assertTrue(context.call(() -> handler.auth(ANYBODY, withPassword(email, decomposed)))
                .getValid());
    }

    /** Composed, it has too few or too many bytes; its hash is as typed, and weak. */
    @Test
    void acceptsAPasswordOfAnEarlierReleaseWhoseComposedFormIsRefused() {
        PasswordHasher stronger = new PasswordHasher(context.vertx, new PasswordConfig(5, 1, 8, 8), Clock.systemUTC());
        Logins logins = new Logins(users, new InMemoryLoginThrottle(), stronger);
        for (String text : List.of("e\u0301pe\u0301e1", "\u0958".repeat(24))) {
            EmailAddress email = Samples.email();
            Password typed = new Password(text);
            String hash = context.call(() -> hasher.hash(PasswordHasher.Purpose.SIGN_UP, typed, Samples.soon()));
            NewAccount account = new NewAccount(
                    UUID.randomUUID().toString(), "Ada", "", email, false, hash, email.text(), Trace.start());
            context.call(() -> users.insert(account));
            users.hashesAreOfTypedPasswords();

            for (int times = 0; times < 2; times++) {
                Account letIn = context.call(() -> logins.logIn(new Logins.Attempt(email, typed, Samples.soon())));
                assertEquals(account.id(), letIn.id());
            }
            Credentials known = context.call(() -> users.findCredentials(email)).orElseThrow();
            assertFalse(stronger.isWeak(known.passwordHash()));
        }
    }

    @Test
    void treatsAPasswordWhoseComposedFormIsRefusedAsAWrongOne() {
        String email = UUID.randomUUID() + "@example.com";
        context.call(() -> handler.create(ANYBODY, Samples.user(email)));

        for (String typed : List.of("e\u0301pe\u0301e1", "\u0958".repeat(24))) {
            assertEquals(
                    ErrorCode.UNAUTHENTICATED,
                    context.refusal(() -> handler.auth(ANYBODY, withPassword(email, typed))));
            assertEquals(
                    ErrorCode.INVALID_ARGUMENT,
                    context.refusal(() -> handler.create(
                            Samples.call(Caller.ANONYMOUS), withPassword(UUID.randomUUID() + "@example.com", typed))));
        }
    }

    private static User withPassword(String email, String password) {
        return Samples.user(email).toBuilder().setPassword(password).build();
    }

    @Test
    void publishesAgainWhatHappenedSince() {
        context.call(() -> handler.create(ANYBODY, Samples.user("ada@example.com")));
        context.call(() -> outbox.published(told));

        RepublishResponse answer = context.call(() -> handler.republishEvents(ADMIN, since(1)));

        assertEquals(RepublishResponse.newBuilder().setScheduled(1).setOk(true).build(), answer);
        assertEquals(
                told.get(0).events(),
                context.call(() -> outbox.claim(10)).get(0).events());
        assertEquals(
                0,
                context.call(() -> handler.republishEvents(ADMIN, since(System.currentTimeMillis())))
                        .getScheduled());
    }

    @Test
    void refusesToPublishAgainSinceATimeThatHasNotPassed() {
        for (long wrong : List.of(0L, -1L, System.currentTimeMillis() + 60_000)) {
            ServiceException refused = context.refused(() -> handler.republishEvents(ADMIN, since(wrong)));
            assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
            assertTrue(refused.sentence().startsWith("since "), refused.sentence());
        }
    }

    private static RepublishRequest since(long unixMillis) {
        return RepublishRequest.newBuilder().setSince(unixMillis).build();
    }

    private Response list(Call call, Request request) {
        return context.call(() -> handler.getAll(call, request));
    }

    private void refusesToSignUp(String field, UnaryOperator<User.Builder> change) {
        User user = change.apply(Samples.user("ada@example.com").toBuilder()).build();
        ServiceException refused = context.refused(() -> handler.create(ANYBODY, user));
        assertEquals(ErrorCode.INVALID_ARGUMENT, refused.code());
        assertTrue(refused.sentence().startsWith(field + " "), refused.sentence());
    }
}
