package dev.shippy.user;

import dev.shippy.contracts.Services;
import dev.shippy.runtime.Launcher;

/** Runs the user service by itself. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        Launcher.launch(Services.USER, environment -> new UserVerticle(UserConfig.from(environment)));
    }
}
