package dev.shippy.email;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.Launcher;

/** Runs the subscriber by itself. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Launcher.launch(Services.EMAIL_SUBSCRIBER, environment -> new EmailVerticle(EmailConfig.from(environment)));
    }
}
