package io.paz.scheduler.config;

import io.paz.engine.InstalledEngine;
import io.paz.engine.control.EngineProvider;
import io.paz.http.backup.BackupSettings;
import io.paz.http.option.CommonOptions;
import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import io.paz.http.option.RemoteOptions;
import io.paz.http.option.SecretOptions;
import io.paz.http.option.ServiceOptions;
import io.paz.scheduler.retention.RetentionPolicy;
import java.util.List;
import java.util.stream.Stream;

/** The options of the scheduler. */
public final class SchedulerOptions {

    private static final String PREFIX = "PAZ_SCHEDULER";
    private static final int PORT = 9002;
    private static final RemoteOptions REMOTES = new RemoteOptions(PREFIX, "scheduler");
    private static final OptionType PINNING =
            new OptionType("WHICH", "off, named or all", value -> List.of("off", "named", "all")
                    .contains(value));
    private static final OptionType HOSTS = new OptionType(
            "HOSTS",
            "host names or addresses with their ports, with commas between",
            value -> value.matches("([^\\s,/]++(\\s*+,\\s*+[^\\s,/]++)*+)?"));
    private static final OptionType ADDRESS =
            new OptionType("IP", "an IPv4 address", value -> value.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}"));

    private static final OptionType IDENTIFIER =
            new OptionType("ID", "1 to 64 letters, digits, _ . or -", value -> value.matches("[A-Za-z0-9_.-]{1,64}"));

    private SchedulerOptions() {}

    public static ServiceOptions options() {
        return new ServiceOptions(
                "scheduler",
                "deploys services to the engine of a cluster",
                Stream.of(
                                CommonOptions.of(PREFIX, PORT),
                                parts(),
                                BackupSettings.options(PREFIX),
                                instances(),
                                timeouts(),
                                retention(),
                                space(),
                                registries())
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Option> parts() {
        return List.of(
                new Option(
                        "data",
                        PREFIX + "_DATA",
                        OptionType.PATH,
                        "/var/lib/paz/scheduler",
                        "folder that deployments and the journal are kept in"),
                SecretOptions.keyFile(),
                REMOTES.directory(),
                REMOTES.engine(InstalledEngine.names(EngineProvider.class)),
                REMOTES.fleet(),
                REMOTES.engineToken(),
                REMOTES.engineTokenFile(),
                REMOTES.etcd(),
                REMOTES.etcdCertificates(),
                REMOTES.balancers(),
                REMOTES.balancerPassword(),
                REMOTES.journals());
    }

    private static List<Option> instances() {
        return List.of(
                new Option(
                        "host-ip",
                        "PAZ_HOST_IP",
                        ADDRESS,
                        "127.0.0.1",
                        "where containers' ports are published on a host without /etc/paz/host.env"),
                new Option(
                        "unit-etcd-endpoints",
                        PREFIX + "_UNIT_ETCD_ENDPOINTS",
                        OptionType.URLS,
                        "http://127.0.0.1:2379",
                        "etcd's members, as instances' hosts reach them, on a host without /etc/paz/host.env"),
                new Option(
                        "platform",
                        "PAZ_PLATFORM",
                        IDENTIFIER,
                        null,
                        "id that marks the containers of this platform; one that is made once and kept with the deployments if unset"));
    }

    private static List<Option> registries() {
        return List.of(
                new Option(
                        "pin-images",
                        PREFIX + "_PIN_IMAGES",
                        PINNING,
                        "named",
                        "which tags are looked up in their registry: off, named (all but those of images built on the machine), all"),
                new Option(
                        "insecure-registries",
                        PREFIX + "_INSECURE_REGISTRIES",
                        HOSTS,
                        "",
                        "registries without TLS, with commas between; those of the loopback interface always are"),
                new Option(
                        "registry-credentials",
                        PREFIX + "_REGISTRY_CREDENTIALS",
                        OptionType.PATH,
                        "",
                        "Docker's config.json with the logins for registries; that of the user who runs the scheduler when not given"));
    }

    private static List<Option> retention() {
        return List.of(
                new Option(
                        "keep-deployments",
                        PREFIX + "_KEEP_DEPLOYMENTS",
                        OptionType.wholeNumber("COUNT", RetentionPolicy.ROLLBACK_VERSIONS, 1_000_000),
                        "100",
                        "newest deployments and operations of each service that are kept; what serves always is"),
                new Option(
                        "keep-days",
                        PREFIX + "_KEEP_DAYS",
                        OptionType.wholeNumber("DAYS", 1, 36_500),
                        "365",
                        "days after which only the ten newest versions of a service are kept, and nothing of one that is gone"),
                new Option(
                        "keep-journal-lines",
                        PREFIX + "_KEEP_JOURNAL_LINES",
                        OptionType.wholeNumber("COUNT", 1_000, 10_000_000),
                        "10000",
                        "newest lines of the journal that are kept, of all services together"));
    }

    private static List<Option> space() {
        return List.of(
                new Option(
                        "keep-images",
                        PREFIX + "_KEEP_IMAGES",
                        OptionType.wholeNumber("COUNT", 1, 1_000),
                        "5",
                        "newest versions of each service whose images stay on their host, besides those that run"),
                new Option(
                        "space-warning",
                        PREFIX + "_SPACE_WARNING",
                        OptionType.wholeNumber("PERCENT", 0, 99),
                        "15",
                        "free space below which there is a warning, but not above 10 GiB; 0 means never"),
                new Option(
                        "space-minimum",
                        PREFIX + "_SPACE_MINIMUM",
                        OptionType.wholeNumber("PERCENT", 0, 99),
                        "5",
                        "free space below which nothing is deployed, but not above 2 GiB; 0 means never"));
    }

    private static List<Option> timeouts() {
        return List.of(
                new Option(
                        "deadline",
                        PREFIX + "_DEADLINE",
                        OptionType.wholeNumber("SECONDS", 1, 86_400),
                        "300",
                        "seconds within which a new version must be healthy and in the load balancers"),
                new Option(
                        "drain",
                        PREFIX + "_DRAIN",
                        OptionType.wholeNumber("SECONDS", 0, 3_600),
                        "2",
                        "seconds to wait for a load balancer that cannot be asked"),
                new Option(
                        "drift-check-interval",
                        PREFIX + "_DRIFT_CHECK_INTERVAL",
                        OptionType.wholeNumber("SECONDS", 0, 86_400),
                        "60",
                        "seconds between two looks for what runs but should not, or should but does not; 0 means never"));
    }
}
