package dev.shippy.user;

import dev.shippy.contracts.ServiceException;
import dev.shippy.runtime.Environment;
import java.util.Optional;
import java.util.function.Supplier;

/** Who becomes the first admin. */
public record AdminConfig(EmailAddress email, Password password) {

    private static final String EMAIL = "ADMIN_EMAIL";
    private static final String PASSWORD = "ADMIN_PASSWORD";

    /** Reads ADMIN_EMAIL and ADMIN_PASSWORD: both or none. */
    static Optional<AdminConfig> from(Environment environment) {
        String email = environment.text(EMAIL, "");
        String password = environment.text(PASSWORD, "");
        if (email.isEmpty() && password.isEmpty()) {
            return Optional.empty();
        }
        if (email.isEmpty() || password.isEmpty()) {
            environment.reject(EMAIL + " and " + PASSWORD + " belong together: set both or none");
            return Optional.empty();
        }
        // Unlike the address of a customer, it gets no mail: admin@my_company is valid.
        Optional<EmailAddress> address = read(environment, EMAIL, () -> new EmailAddress(email));
        Optional<Password> secret = read(environment, PASSWORD, () -> Password.ofNewAccount(password));
        return address.flatMap(known -> secret.map(given -> new AdminConfig(known, given)));
    }

    private static <T> Optional<T> read(Environment environment, String name, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (ServiceException refused) {
            environment.reject(name + ": " + refused.sentence());
            return Optional.empty();
        }
    }
}
