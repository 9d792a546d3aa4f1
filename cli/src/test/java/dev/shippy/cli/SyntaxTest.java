package dev.shippy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.shippy.contracts.UserService;
import dev.shippy.contracts.user.v1.Response;
import dev.shippy.contracts.user.v1.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.ParserSpec;

/** Claims about the command line of every command. */
class SyntaxTest {

    private static final String SECRET = "my-secret";

    @TempDir
    Path folder;

    private final FakeSystem system = new FakeSystem();

    @Test
    void isChosenForEachCommand() {
        EveryCommand.everyLine().forEach(line -> {
            ParserSpec parser = line.getCommandSpec().parser();
            String name = line.getCommandName();
            assertFalse(parser.trimQuotes(), name);
            assertFalse(parser.allowOptionsAsOptionParameters(), name);
            assertFalse(parser.unmatchedOptionsArePositionalParams(), name);
            assertFalse(parser.unmatchedArgumentsAllowed(), name);
            assertFalse(parser.abbreviatedOptionsAllowed(), name);
            assertFalse(parser.abbreviatedSubcommandsAllowed(), name);
            assertFalse(parser.overwrittenOptionsAllowed(), name);
        });
        assertTrue(EveryCommand.all().count() >= 40);
    }

    @ParameterizedTest
    @MethodSource("dev.shippy.cli.EveryCommand#all")
    void namesTheArgumentThatIsNotUtf8(EveryCommand command) {
        for (ArgSpec argument : command.valued()) {
            List<String> words = new ArrayList<>(command.wordsWithout(argument));
            words.addAll(EveryCommand.with(argument, "gr\uFFFDn"));

            Person.Result result = person().run(words);

            assertEquals(2, result.code(), words + result.errors());
            String position = "Argument " + words.size() + " is not UTF-8 text";
            assertTrue(
                    result.errors().contains(EveryCommand.name(argument))
                            || result.errors().startsWith(position),
                    words + result.errors());
            assertFalse(result.errors().contains("xception"), result.errors());
            assertEquals(List.of(), system.servers);
        }
    }

    @ParameterizedTest
    @MethodSource("dev.shippy.cli.EveryCommand#all")
    void repeatsNoUnexpectedWord(EveryCommand command) {
        for (List<String> stray : List.of(
                List.of("--passwordd", SECRET),
                List.of("--tokenn=" + SECRET),
                List.of("-x" + SECRET),
                List.of("--password", "--tokenn", SECRET),
                List.of("--server", "-" + SECRET),
                List.of(SECRET, SECRET, SECRET))) {
            for (boolean first : new boolean[] {true, false}) {
                List<String> words = new ArrayList<>(command.words());
                words.addAll(first ? command.path().size() : words.size(), stray);

                Person.Result result = person().run(words);

                assertEquals(2, result.code(), words + result.errors());
                assertFalse(result.errors().contains(SECRET), words + result.errors());
            }
        }
        assertEquals(List.of(), system.servers);
    }

    @ParameterizedTest
    @MethodSource("dev.shippy.cli.EveryCommand#all")
    void leavesTheSentenceAboutAnEmptyArgumentWhole(EveryCommand command) {
        for (ArgSpec argument : command.valued()) {
            if (argument.isPositional()) {
                List<String> words = new ArrayList<>(command.wordsWithout(argument));
                words.add("");

                Person.Result result = person().run(words);

                assertFalse(result.errors().contains("..."), words::toString);
                // An empty path would be the current folder, into which a command may write.
                assertTrue(
                        argument.type() != Path.class || result.errors().contains(argument.paramLabel() + " is empty"),
                        result.errors());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("dev.shippy.cli.EveryCommand#all")
    void showsAnExampleOfEachCommand(EveryCommand command) {
        String help = person().run(command.path(), "--help").out();

        String examples = help.substring(Math.max(0, help.indexOf("\nExample")));
        assertTrue(examples.startsWith("\nExample"), help);
        assertTrue(examples.contains("shippy " + command), help);
        assertTrue(help.lines().allMatch(line -> line.length() <= 80), help);
    }

    @Test
    void takesArgumentsLiterally() throws IOException {
        system.always(UserService.CREATE, Response.getDefaultInstance());
        String file = "@" + Files.writeString(folder.resolve("note"), "Mallory --company Evil");

        Person.Result result = person().typing("sesame-1", "sesame-1")
                .run("user", "create", "--name", file, "--company=\"${sys:user.home}\"", "--email=-a@example.org");

        assertEquals(0, result.code(), result.errors());
        User sent = (User) system.asked.get(0).request();
        assertEquals(file, sent.getName());
        assertEquals("\"${sys:user.home}\"", sent.getCompany());
        assertEquals("-a@example.org", sent.getEmail());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "help|shippy --help",
                "version|shippy --version",
                "login|shippy user login",
                "cancel|shippy consignment cancel",
                "create|shippy user create or shippy vessel create or shippy consignment create",
                "vessel help|shippy vessel --help",
                "vessel lis|shippy vessel list",
                "statu|shippy status"
            })
    void suggestsASimilarCommand(String typed, String meant) {
        Person.Result result = person().run(typed.split(" "));

        assertEquals(2, result.code());
        assertTrue(result.errors().contains("Did you mean: " + meant + "?"), result.errors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "--version", "completion"})
    void namesTheCommandOfTheScriptToo(String word) {
        Person.Result result = person().run(word);

        assertEquals(0, result.code());
        assertTrue(word.equals("--version") || result.out().contains("init"), result.out());
    }

    @ParameterizedTest
    @CsvSource({
        "consignment create consi, consignment.json",
        "bench prepare sr, src",
        "up --data sr, src",
        "event list --subject user.c, user.created",
        "ini, init",
        "vessel cr, create",
        "vessel create --na, --name"
    })
    void isCompletedInBash(String typed, String completed) throws Exception {
        Path script = Files.writeString(
                folder.resolve("completion"), person().run("completion").out());
        String complete =
                "compopt() { :; }; source \"$0\"; COMP_WORDS=(shippy \"$@\"); COMP_CWORD=$#; _complete_shippy 2>&1;"
                        + " echo \"${COMPREPLY[*]}\"";
        List<String> command = new ArrayList<>(List.of("bash", "-c", complete, script.toString()));
        command.addAll(List.of(typed.split(" ")));

        List<String> lines =
                new ProcessBuilder(command).start().inputReader().lines().toList();

        assertEquals(List.of(completed), lines);
    }

    private Person person() {
        return new Person(system, folder).loggedIn();
    }
}
