package io.paz.http.option;

import java.util.List;

/** Addresses of the components a service calls: the same names and defaults for every service. */
public final class RemoteOptions {

    private final String prefix;
    private final String service;

    /**
     * @param prefix of the variables that belong to the service, {@code PAZ_SCHEDULER}
     * @param service its name in sentences, {@code scheduler}
     */
    public RemoteOptions(String prefix, String service) {
        this.prefix = prefix;
        this.service = service;
    }

    public Option directory() {
        return option(
                "svcdir-url",
                "_SVCDIR_URL",
                OptionType.URL,
                "http://127.0.0.1:9001",
                "the service directory; it gets this %s's own credential".formatted(service));
    }

    public Option scheduler() {
        return option(
                "scheduler-url",
                "_SCHEDULER_URL",
                OptionType.URL,
                "http://127.0.0.1:9002",
                "the scheduler; it gets this %s's own credential".formatted(service));
    }

    /** @param names of the engines that there are */
    public Option engine(List<String> names) {
        return new Option(
                "engine",
                "PAZ_ENGINE",
                OptionType.oneOf("ENGINE", names),
                "embedded",
                "what runs the instances: one of " + String.join(", ", names));
    }

    public Option fleet() {
        return option("fleet-url", "_FLEET_URL", OptionType.URL, "http://127.0.0.1:49153", "fleet's API");
    }

    public Option engineToken() {
        return option(
                "engine-token",
                "_ENGINE_TOKEN",
                OptionType.FLAG,
                "false",
                "send this %s's token to the engine and to journals, as the embedded host wants it".formatted(service));
    }

    public Option engineTokenFile() {
        return option(
                "engine-token-file",
                "_ENGINE_TOKEN_FILE",
                OptionType.PATH,
                "",
                "file with the token that --engine-token sends instead");
    }

    public Option etcd() {
        return option(
                "etcd-endpoint",
                "_ETCD_ENDPOINT",
                OptionType.URLS,
                "http://127.0.0.1:2379",
                "etcd's members, as this %s reaches them".formatted(service));
    }

    public Option etcdCertificates() {
        return option(
                "etcd-certificates",
                "_ETCD_CERTIFICATES",
                OptionType.PATH,
                "",
                "folder with ca.crt, tls.crt and tls.key, for etcd at https; none if empty");
    }

    public Option balancers() {
        return option(
                "balancer-urls",
                "_BALANCER_URLS",
                OptionType.URL,
                "http://{ip}:8404",
                "statistics of a host's HAProxy, {ip} being the host's address; without {ip} there is one HAProxy");
    }

    public Option balancerPassword() {
        return option(
                "balancer-password-file",
                "_BALANCER_PASSWORD_FILE",
                OptionType.PATH,
                "",
                "file with the password that HAProxy's statistics ask for; none is sent if empty");
    }

    public Option journals() {
        return option(
                "journal-url",
                "_JOURNAL_URL",
                OptionType.URL,
                "http://{ip}:19531",
                "a host's systemd-journal-gatewayd, {ip} being the host's address");
    }

    private Option option(String name, String variable, OptionType type, String fallback, String meaning) {
        return new Option(name, prefix + variable, type, fallback, meaning);
    }
}
