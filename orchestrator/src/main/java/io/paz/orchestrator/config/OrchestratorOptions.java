package io.paz.orchestrator.config;

import io.paz.engine.InstalledEngine;
import io.paz.engine.view.EngineViewProvider;
import io.paz.http.backup.BackupSettings;
import io.paz.http.option.CommonOptions;
import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import io.paz.http.option.RemoteOptions;
import io.paz.http.option.SecretOptions;
import io.paz.http.option.ServiceOptions;
import java.util.List;
import java.util.stream.Stream;

/** The options of the orchestrator. */
public final class OrchestratorOptions {

    private static final String PREFIX = "PAZ_ORCHESTRATOR";
    private static final int PORT = 9000;
    private static final RemoteOptions REMOTES = new RemoteOptions(PREFIX, "orchestrator");

    private static final OptionType USER =
            new OptionType("USER", "a user's name", value -> value.matches("([a-z_][a-z0-9_-]{0,31})?"));

    private OrchestratorOptions() {}

    public static ServiceOptions options() {
        return new ServiceOptions(
                "orchestrator",
                "one API and one live stream for people and pages",
                Stream.of(
                                CommonOptions.of(PREFIX, PORT),
                                data(),
                                BackupSettings.options(PREFIX),
                                parts(),
                                monitoring(),
                                requests(),
                                DnsOptions.of(PREFIX),
                                AcmeOptions.of(PREFIX),
                                OidcOptions.of(PREFIX))
                        .flatMap(List::stream)
                        .toList());
    }

    private static List<Option> data() {
        return List.of(
                new Option(
                        "data",
                        PREFIX + "_DATA",
                        OptionType.PATH,
                        "",
                        "folder that tokens, accounts and certificates are kept in; without one there is the administrator's token only"),
                SecretOptions.keyFile(),
                new Option(
                        "encrypt-certificate-keys",
                        PREFIX + "_ENCRYPT_CERTIFICATE_KEYS",
                        OptionType.FLAG,
                        "false",
                        "whether keys of certificates stand encrypted in etcd, for proxies that have the keys of secrets too"));
    }

    private static List<Option> parts() {
        return List.of(
                REMOTES.directory(),
                REMOTES.scheduler(),
                REMOTES.engine(InstalledEngine.names(EngineViewProvider.class)),
                REMOTES.fleet(),
                REMOTES.engineToken(),
                REMOTES.engineTokenFile(),
                REMOTES.etcd(),
                REMOTES.etcdCertificates(),
                REMOTES.balancers(),
                REMOTES.balancerPassword());
    }

    private static List<Option> monitoring() {
        return List.of(
                REMOTES.journals(),
                new Option(
                        "cadvisor-url",
                        PREFIX + "_CADVISOR_URL",
                        OptionType.URL,
                        "http://{ip}:4194",
                        "a host's cAdvisor, {ip} being the host's address"));
    }

    private static List<Option> requests() {
        return List.of(
                new Option(
                        "request-log",
                        PREFIX + "_REQUEST_LOG",
                        OptionType.PATH,
                        "",
                        "Unix socket to make, where HAProxy on this host logs requests; they are not traced without one"),
                new Option(
                        "request-log-journal",
                        PREFIX + "_REQUEST_LOG_JOURNAL",
                        OptionType.FLAG,
                        "false",
                        "read requests from the journals of the hosts, where their HAProxys print them"),
                new Option(
                        "request-log-user",
                        PREFIX + "_REQUEST_LOG_USER",
                        USER,
                        "",
                        "user that HAProxy's workers run as, who alone may connect; the one who runs this when empty"),
                new Option(
                        "request-log-data",
                        PREFIX + "_REQUEST_LOG_DATA",
                        OptionType.PATH,
                        "/var/lib/paz-requests",
                        "folder for the newest lines of the request log, 128 MB at most"));
    }
}
