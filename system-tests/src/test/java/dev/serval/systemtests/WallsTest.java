package dev.serval.systemtests;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The walls of ARCHITECTURE.md, as rules. A rule that finds nothing to look at fails. */
class WallsTest {

    private static final JavaClasses SERVAL =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPackages("dev.serval");

    /** Not on our class path: the JDK would find a server among them. */
    private static final JavaClasses ADAPTERS =
            new ClassFileImporter()
                    .withImportOption(new DoNotIncludeTests())
                    .importPath(Path.of("..", "adapters"));

    private static final String[] NETTY_IS_KNOWN_IN = {
        "dev.serval.uwsgi..",
        "dev.serval.http..",
        "dev.serval.router..",
        "dev.serval.worker..",
        "dev.serval.control.datagram..",
        "dev.serval.control.link..",
        "dev.serval.control.log..",
        "dev.serval.master..",
    };

    @Test
    void aProcessSeesItsWiresAndNoOtherProcess() {
        layers().whereLayer("app-api")
                .mayOnlyBeAccessedByLayers("worker-runtime")
                .whereLayer("uwsgi-codec")
                .mayOnlyBeAccessedByLayers("http-codec", "router", "worker-runtime")
                .whereLayer("http-codec")
                .mayOnlyBeAccessedByLayers("router", "worker-runtime")
                .whereLayer("control")
                .mayOnlyBeAccessedByLayers("router", "worker-runtime", "acme", "otel", "master")
                .whereLayer("spool")
                .mayOnlyBeAccessedByLayers("worker-runtime", "master", "engines")
                .whereLayer("hub")
                .mayOnlyBeAccessedByLayers("worker-runtime", "master", "engines")
                .whereLayer("router")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("worker-runtime")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("acme")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("otel")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("engines")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("master")
                .mayNotBeAccessedByAnyLayer()
                .check(SERVAL);
    }

    private static LayeredArchitecture layers() {
        return layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("app-api")
                .definedBy("dev.serval.app..")
                .layer("uwsgi-codec")
                .definedBy("dev.serval.uwsgi..")
                .layer("http-codec")
                .definedBy("dev.serval.http..")
                .layer("control")
                .definedBy("dev.serval.control..")
                .layer("spool")
                .definedBy("dev.serval.spool..")
                .layer("hub")
                .definedBy("dev.serval.hub..")
                .layer("router")
                .definedBy("dev.serval.router..")
                .layer("worker-runtime")
                .definedBy("dev.serval.worker..")
                .layer("acme")
                .definedBy("dev.serval.acme..")
                .layer("otel")
                .definedBy("dev.serval.otel..")
                .layer("engines")
                .definedBy("dev.serval.engine..")
                .layer("master")
                .definedBy("dev.serval.master..");
    }

    @Test
    void theAppApiKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.serval.app..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.serval.app..", "java..", "org.jspecify..")
                .check(SERVAL);
    }

    @Test
    void anAdapterKnowsNoProcess() {
        noClasses()
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAPackage("dev.serval..")
                                .and(areNotIn("dev.serval.adapter..", "dev.serval.app..")))
                .check(ADAPTERS);
        assertThat(ADAPTERS.contain("dev.serval.adapter.jwsgi.JwsgiApp")).isTrue();
        assertThat(ADAPTERS.contain("dev.serval.adapter.jdkhttp.HttpServerApp")).isTrue();
        assertThat(ADAPTERS.contain("dev.serval.adapter.war.WarApp")).isTrue();
        assertThat(ADAPTERS.contain("dev.serval.adapter.boot.BootApp")).isTrue();
        assertThat(ADAPTERS.contain("dev.serval.adapter.boot.bridge.Plug")).isTrue();
    }

    @Test
    void theSpoolKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.serval.spool..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.serval.spool..", "java..", "org.jspecify..")
                .check(SERVAL);
    }

    @Test
    void theHubsWireKnowsOnlyTheJdk() {
        classes()
                .that()
                .resideInAPackage("dev.serval.hub..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.serval.hub..", "java..", "org.jspecify..")
                .check(SERVAL);
    }

    @Test
    void nettyIsKnownOnlyWhereBytesMove() {
        noClasses()
                .that(areNotIn(NETTY_IS_KNOWN_IN))
                .or()
                .resideInAPackage("dev.serval.master.supervise..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(SERVAL);
    }

    @Test
    void openTelemetryIsKnownInItsModuleAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.serval.otel..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .check(SERVAL);
    }

    @Test
    void lettuceIsKnownInItsEngineAlone() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.serval.engine.redis..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.lettuce..")
                .check(SERVAL);
    }

    @Test
    void thePacketCodecKnowsNoProcessThreadOrFile() {
        noClasses()
                .that()
                .resideInAPackage("dev.serval.uwsgi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.util.concurrent..", "java.io..", "java.net..", "java.nio.file..")
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("java\\.lang\\.(Process|Thread).*")
                .check(SERVAL);
    }

    @Test
    void decisionsArePure() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.serval.master.supervise..", "dev.serval.master.scale..")
                .or()
                .haveNameMatching(
                        "dev\\.serval\\.router\\.upstream\\.(PoolState|WorkerNode|WorkerCore|Balance|Health)"
                                + "(\\$.*)?")
                .or()
                .haveNameMatching(
                        "dev\\.serval\\.http\\.(RequestGuard|FieldGuard|RequestLine|TargetPath"
                                + "|Verdict|ClientClock|HostNames|Sender|SpokenFor)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net..", "java.nio..", "java.io..", "java.util.concurrent..")
                .orShould()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(SERVAL);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(SERVAL)
                .filteredOn(type ->
                        !type.getPackage().isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .extracting(JavaClass::getPackageName)
                .isEmpty();
    }

    @Test
    void theSiteKnowsNothingOfTheProduct() {
        noClasses()
                .that()
                .resideInAPackage("dev.serval.site..")
                .should()
                .dependOnClassesThat(
                        JavaClass.Predicates.resideInAPackage("dev.serval..")
                                .and(areNotIn("dev.serval.site..")))
                .check(SERVAL);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.serval.(**)").should().beFreeOfCycles().check(SERVAL);
    }

    @Test
    void noTypeIsNamedForNothing() {
        noClasses()
                .should()
                .haveNameMatching(".*(Manager|Helper|Utils?|Impl|Base|Common|Data)(\\$.*)?")
                .orShould()
                .haveSimpleNameStartingWith("Abstract")
                .check(SERVAL);
    }

    @Test
    void onlyAMainEndsTheProcess() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Main")
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(SERVAL);
    }

    /** Or the reaper of process 1 would take the exit status of one it does not know. */
    @Test
    void theMasterStartsProcessesInOnePlace() {
        noClasses()
                .that()
                .resideInAPackage("dev.serval.master..")
                .and()
                .resideOutsideOfPackage("dev.serval.master.offspring..")
                .should()
                .callMethod(ProcessBuilder.class, "start")
                .check(SERVAL);
    }

    @Test
    void onlyTheCommandLinePrints() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.serval.master.cli..", "dev.serval.site..")
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .check(SERVAL);
    }

    @Test
    void theWallsLookAtTheWholeHouse() {
        assertThat(SERVAL.stream().map(type -> type.getPackageName().split("\\.", -1)[2]))
                .contains(
                        "app", "uwsgi", "http", "control", "spool", "hub", "router", "worker",
                        "acme", "otel", "engine", "master");
        assertThat(SERVAL.contain("dev.serval.http.RequestGuard")).isTrue();
        assertThat(SERVAL.contain("dev.serval.router.upstream.PoolState")).isTrue();
        assertThat(SERVAL.contain("dev.serval.master.supervise.Fleet")).isTrue();
        assertThat(SERVAL.size()).isGreaterThan(150);
    }

    private static DescribedPredicate<JavaClass> areNotIn(String... packages) {
        return DescribedPredicate.not(JavaClass.Predicates.resideInAnyPackage(packages));
    }
}
