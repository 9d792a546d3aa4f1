package dev.shippy.cli.user;

import picocli.CommandLine.Command;

@Command(
        name = "user",
        description = "Accounts: sign up, log in, administer.",
        subcommands = {
            CreateUser.class,
            LogIn.class,
            WhoAmI.class,
            ListUsers.class,
            GetUser.class,
            DeleteUser.class,
            GrantAdmin.class,
            RevokeAdmin.class
        })
public final class UserCommand {}
