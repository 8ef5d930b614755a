package io.paz.test.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The layers of Paz. Each rule says why it is there; a rule that hinders is changed here, with its reason. */
@AnalyzeClasses(
        packages = "io.paz",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
final class ArchitectureTest {

    /** What tests of several modules share is a jar, where ArchUnit does not know test classes. */
    static final class DoNotIncludeTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar")
                    && !location.contains("paz-testing")
                    && !location.contains("/testing/");
        }
    }

    private static final String[] DOMAIN = {
        "io.paz.engine",
        "io.paz.engine.spec",
        "io.paz.engine.control",
        "io.paz.engine.key",
        "io.paz.directory.catalog..",
        "io.paz.scheduler.admission",
        "io.paz.scheduler.canary",
        "io.paz.scheduler.catalog",
        "io.paz.scheduler.deployment",
        "io.paz.scheduler.drift",
        "io.paz.scheduler.execution",
        "io.paz.scheduler.health",
        "io.paz.scheduler.hook",
        "io.paz.scheduler.image",
        "io.paz.scheduler.operation",
        "io.paz.scheduler.plan",
        "io.paz.scheduler.preview",
        "io.paz.scheduler.promotion",
        "io.paz.scheduler.queue",
        "io.paz.scheduler.release",
        "io.paz.scheduler.request",
        "io.paz.scheduler.routing",
        "io.paz.scheduler.service",
        "io.paz.scheduler.serving",
        "io.paz.scheduler.space",
        "io.paz.scheduler.status",
        "io.paz.scheduler.time",
        "io.paz.scheduler.traffic",
        "io.paz.orchestrator.cluster..",
        "io.paz.host.unit..",
        "io.paz.host.reconcile..",
        "io.paz.confd.template.."
    };

    @ArchTest
    static final ArchRule packages_of_a_module_have_no_cycles = slices().matching("io.paz.(*).(**)")
            .should()
            .beFreeOfCycles()
            .because("packages that need each other cannot be read one at a time");

    @ArchTest
    static final ArchRule modules_have_no_cycles =
            slices().matching("io.paz.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule the_directory_knows_no_other_service =
            service("directory", "scheduler", "orchestrator", "host", "haproxy");

    @ArchTest
    static final ArchRule engines_know_no_service =
            service("engine", "directory", "scheduler", "orchestrator", "host", "haproxy");

    @ArchTest
    static final ArchRule the_scheduler_knows_no_other_service =
            service("scheduler", "directory", "orchestrator", "host", "haproxy");

    @ArchTest
    static final ArchRule templates_know_no_service =
            service("confd", "directory", "scheduler", "orchestrator", "host", "haproxy");

    @ArchTest
    static final ArchRule the_scheduler_renders_templates_in_one_place = noClasses()
            .that()
            .resideInAPackage("io.paz.scheduler..")
            .and()
            .resideOutsideOfPackage("io.paz.scheduler.config")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.paz.confd..")
            .because("a preview knows its port, ProxyFiles; which template renders them is wiring");

    @ArchTest
    static final ArchRule the_orchestrator_knows_no_other_service =
            service("orchestrator", "directory", "scheduler", "host", "haproxy");

    @ArchTest
    static final ArchRule the_host_knows_no_other_service =
            service("host", "directory", "scheduler", "orchestrator", "haproxy");

    @ArchTest
    static final ArchRule the_proxy_knows_no_other_service =
            service("haproxy", "directory", "scheduler", "orchestrator", "host");

    @ArchTest
    static final ArchRule domains_know_only_the_jdk_and_themselves = noClasses()
            .that()
            .resideInAnyPackage(DOMAIN)
            .should()
            .dependOnClassesThat(not(resideInAnyPackage("java..", "javax.crypto..", "org.jspecify.."))
                    .and(not(resideInAnyPackage(DOMAIN))))
            .because("what a service means must not change with the libraries that carry it");

    @ArchTest
    static final ArchRule fleet_is_confined = noClasses()
            .that(not(resideInAnyPackage("io.paz.engine.fleet..", "io.paz.host..", "io.paz.standalone..")))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.paz.engine.fleet..")
            .because("another engine is one more module; what speaks to an engine knows its ports only");

    @ArchTest
    static final ArchRule rocksdb_is_confined = confined("org.rocksdb..", "io.paz.store..");

    @ArchTest
    static final ArchRule jetcd_is_confined = confined("io.etcd..", "io.paz.etcd..");

    @ArchTest
    static final ArchRule dnsjava_is_confined =
            confined("org.xbill..", "io.paz.orchestrator.dns.authority..", "io.paz.orchestrator.dns.rfc2136..");

    @ArchTest
    static final ArchRule docker_java_is_confined =
            confined("com.github.dockerjava..", "io.paz.host.docker..", "io.paz.announcer.docker..");

    @ArchTest
    static final ArchRule http_clients_are_made_in_one_place = noClasses()
            .that(not(resideInAnyPackage(
                    "io.paz.client..", "io.paz.acme.client..", "io.paz.cli.api..", "io.paz.bench..")))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net.http..", "reactor.netty.http.client..")
            .orShould()
            .callMethodWhere(target(nameMatching("builder|create")).and(target(owner(assignableTo(WebClient.class)))))
            .because("a call without limits holds a thread for ever, or fills the heap");

    @ArchTest
    static final ArchRule processes_are_started_by_adapters_only = noClasses()
            .that(not(resideInAnyPackage(
                    "io.paz.host.manager.process..",
                    "io.paz.haproxy.control..",
                    "io.paz.scheduler.registry..",
                    "io.paz.cli.command..",
                    "io.paz.bench..")))
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ProcessBuilder.class)
            .because("a command line is an edge of the system");

    @ArchTest
    static final ArchRule nothing_blocks_a_reactive_path = noClasses()
            .should()
            .callMethodWhere(target(nameMatching("block(First|Last|Optional)?"))
                    .and(target(owner(assignableTo(Mono.class).or(assignableTo(Flux.class))))))
            .because("a blocked event loop answers nobody");

    @ArchTest
    static final ArchRule periodic_tasks_survive_their_failures = noClasses()
            .that(not(resideInAPackage("io.paz.task..")))
            .should()
            .callMethodWhere(target(nameMatching("schedule(AtFixedRate|WithFixedDelay)|schedulePeriodically")))
            .because("an executor ends a periodic task for ever at its first exception; PeriodicTask does not");

    @ArchTest
    static final ArchRule repeated_operations_survive_their_failures = noClasses()
            .that(not(resideInAnyPackage("io.paz.orchestrator.repeat..", "io.paz.orchestrator.logs..")))
            .should()
            .callMethodWhere(target(nameMatching("repeat(When)?"))
                    .and(target(owner(assignableTo(Mono.class).or(assignableTo(Flux.class))))))
            .because(
                    "a repetition ends for ever at its first error; Repetition does not (lines of a log are read for one"
                            + " reader, who sees the end)");

    @ArchTest
    static final ArchRule intervals_serve_one_request_only = noClasses()
            .that(not(simpleNameIn("AccessWatch", "Forwarder", "LogRoutes", "LongPoll", "ProgressStream")))
            .should()
            .callMethodWhere(target(nameMatching("interval")).and(target(owner(assignableTo(Flux.class)))))
            .because("what goes on for as long as the service lives is a PeriodicTask, which survives its failures");

    @ArchTest
    static final ArchRule fields_are_not_injected = noFields()
            .should()
            .beAnnotatedWith(Autowired.class)
            .orShould()
            .beAnnotatedWith(Value.class)
            .because("a constructor shows what a class needs");

    @ArchTest
    static final ArchRule every_package_is_null_marked =
            classes().that(not(resideInAPackage("io.paz.test.."))).should(resideInANullMarkedPackage());

    private static DescribedPredicate<JavaClass> simpleNameIn(String... names) {
        return DescribedPredicate.describe(
                "have a name among " + List.of(names), type -> List.of(names).contains(type.getSimpleName()));
    }

    private static ArchRule service(String name, String... others) {
        String[] packages = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            packages[i] = "io.paz." + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("io.paz." + name + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .because("services speak over HTTP and etcd, so that each can run alone");
    }

    private static ArchRule confined(String library, String... adapters) {
        return noClasses()
                .that(not(resideInAnyPackage(adapters)))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .because(String.join(" and ", adapters) + " alone know " + library);
    }

    private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return new ArchCondition<>("reside in a package marked @NullMarked") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                boolean marked = type.getPackage()
                        .tryGetAnnotationOfType(NullMarked.class)
                        .isPresent();
                events.add(new SimpleConditionEvent(type, marked, type.getName() + (marked ? " is" : " is not")));
            }
        };
    }
}
