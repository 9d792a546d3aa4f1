package dev.shippy.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import dev.shippy.runtime.VertxDefaults;
import dev.shippy.runtime.nats.Nats;
import dev.shippy.runtime.nats.NatsClient;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import picocli.CommandLine.Command;

/** The arrows that the poms cannot say. */
@AnalyzeClasses(packages = "dev.shippy", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] SERVICES = {
        "dev.shippy.vessel..", "dev.shippy.user..", "dev.shippy.consignment..", "dev.shippy.email.."
    };

    @ArchTest
    static final ArchRule layers = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("contracts")
            .definedBy("dev.shippy.contracts..")
            .layer("runtime")
            .definedBy("dev.shippy.runtime..")
            .layer("services")
            .definedBy(SERVICES)
            .layer("embedded")
            .definedBy("dev.shippy.embedded..")
            .layer("cli")
            .definedBy("dev.shippy.cli..")
            .whereLayer("cli")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("services")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("embedded")
            .mayOnlyBeAccessedByLayers("cli")
            .whereLayer("runtime")
            .mayOnlyBeAccessedByLayers("services", "cli");

    @ArchTest
    static final ArchRule servicesDoNotDependOnEachOther = slices().matching(
                    "dev.shippy.(vessel|user|consignment|email)..")
            .should()
            .notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyOnePackageKnowsNats = noClasses()
            .that()
            .resideOutsideOfPackage("dev.shippy.runtime.nats..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.nats..");

    @ArchTest
    static final ArchRule onlyAdaptersAndWiringKnowMongo = noClasses()
            .that()
            .resideOutsideOfPackage("dev.shippy.runtime.mongo..")
            .and()
            .haveNameNotMatching(".*\\.Mongo[^.]*")
            .and()
            .resideInAnyPackage(
                    "dev.shippy.runtime..",
                    "dev.shippy.vessel..",
                    "dev.shippy.consignment..",
                    "dev.shippy.user..",
                    "dev.shippy.email..",
                    "dev.shippy.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.ext.mongo..", "com.mongodb..", "org.bson..");

    @ArchTest
    static final ArchRule onlyAdaptersAndWiringKnowPostgres = noClasses()
            .that()
            .resideOutsideOfPackage("dev.shippy.runtime.postgres..")
            .and()
            .haveNameNotMatching(".*\\.Postgres[^.]*")
            .and()
            .resideInAnyPackage(
                    "dev.shippy.runtime..",
                    "dev.shippy.vessel..",
                    "dev.shippy.consignment..",
                    "dev.shippy.user..",
                    "dev.shippy.email..",
                    "dev.shippy.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.pgclient..", "io.vertx.sqlclient..", "org.postgresql..");

    @ArchTest
    static final ArchRule onlyOnePackageOfTheCommandRunsServices = noClasses()
            .that()
            .resideInAPackage("dev.shippy.cli..")
            .and()
            .resideOutsideOfPackage("dev.shippy.cli.system..")
            .should()
            .dependOnClassesThat(resideInAnyPackage(SERVICES));

    @ArchTest
    static final ArchRule onlySystemsAndLoadTestsHaveChildProcesses = noClasses()
            .that()
            .resideInAPackage("dev.shippy.cli..")
            .and()
            .resideOutsideOfPackages("dev.shippy.cli.system..", "dev.shippy.cli.bench..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.shippy.embedded.."));

    /** Every command is looked at when one is typed, also in an installation that has no servers of its own. */
    @ArchTest
    static final ArchRule loadTestsAreThereWithoutServers = noClasses()
            .that()
            .resideInAPackage("dev.shippy.cli.bench..")
            .and()
            .areAnnotatedWith(Command.class)
            .should()
            .dependOnClassesThat(resideInAPackage("dev.shippy.embedded.."));

    @ArchTest
    static final ArchRule commandsTalkThroughTheirSession = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.shippy.cli.user..",
                    "dev.shippy.cli.vessel..",
                    "dev.shippy.cli.consignment..",
                    "dev.shippy.cli.key..")
            .should()
            .dependOnClassesThat(resideInAPackage("dev.shippy.runtime.nats..").or(type(Vertx.class)));

    @ArchTest
    static final ArchRule commandsAboutEventsTalkThroughTheirSession = noClasses()
            .that()
            .resideInAPackage("dev.shippy.cli.event..")
            .should()
            .dependOnClassesThat(type(NatsClient.class).or(type(Nats.class)).or(type(Vertx.class)));

    /** The defaults of Vert.x read the hosts file once, and so never find a server that has moved. */
    @ArchTest
    static final ArchRule everyVertxLooksNamesUpAgain = noClasses()
            .that()
            .areNotAssignableTo(VertxDefaults.class)
            .should()
            .callMethod(Vertx.class, "vertx")
            .orShould()
            .callMethod(Vertx.class, "builder")
            .orShould()
            .callConstructor(VertxOptions.class)
            .orShould()
            .callConstructor(AddressResolverOptions.class);

    @ArchTest
    static final ArchRule servicesPrintNothing =
            noClasses().that().resideInAnyPackage(SERVICES).should(GeneralCodingRules.ACCESS_STANDARD_STREAMS);

    @ArchTest
    static final ArchRule servicesLogInOneWay = noClasses()
            .that()
            .resideInAnyPackage(SERVICES)
            .or()
            .resideInAPackage("dev.shippy.runtime..")
            .should(GeneralCodingRules.USE_JAVA_UTIL_LOGGING);
}
