package io.paz.orchestrator.config;

import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import java.util.List;

/** The options of certificates from an ACME authority. */
final class AcmeOptions {

    private static final OptionType EMAIL = new OptionType(
            "EMAIL",
            "an e-mail address such as admin@example.com",
            value -> value.length() <= 254 && value.matches("[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,189}"));
    private static final OptionType DIRECTORY =
            new OptionType("URL", "a URL that starts with https://", value -> value.matches("https://[^\\s/]+.*"));

    private static final OptionType DOMAIN = new OptionType(
            "DOMAIN",
            "a host name in lower case, such as paz.example.org",
            value -> value.length() <= 190
                    && value.matches("(([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63})?"));

    private static final OptionType CHALLENGE = new OptionType(
            "TYPE", "http or dns", value -> List.of("http", "dns").contains(value));

    private AcmeOptions() {}

    /** @param prefix of the variables */
    static List<Option> of(String prefix) {
        return List.of(
                new Option(
                        "domain",
                        prefix + "_DOMAIN",
                        DOMAIN,
                        "",
                        "host of the page and the API over HTTPS, where HAProxy knows it too; it gets a certificate as the domains of services do"),
                new Option(
                        "acme-email",
                        prefix + "_ACME_EMAIL",
                        EMAIL,
                        null,
                        "where the ACME authority writes to; if set, each domain of a public service gets a certificate"),
                new Option(
                        "acme-directory",
                        prefix + "_ACME_DIRECTORY",
                        DIRECTORY,
                        "https://acme-v02.api.letsencrypt.org/directory",
                        "directory of the ACME authority"),
                new Option(
                        "acme-accept-terms",
                        prefix + "_ACME_ACCEPT_TERMS",
                        OptionType.FLAG,
                        "false",
                        "accept the terms of service that the directory names; needed with --acme-email"),
                new Option(
                        "acme-challenge",
                        prefix + "_ACME_CHALLENGE",
                        CHALLENGE,
                        "http",
                        "where the authority looks: http, and the DNS for wildcards only; or dns for all domains in --acme-dns-zones"),
                new Option(
                        "acme-root-file",
                        prefix + "_ACME_ROOT_FILE",
                        OptionType.PATH,
                        "",
                        "PEM of a private authority that the directory's server has its certificate from; none if empty"),
                new Option(
                        "acme-balancer-url",
                        prefix + "_ACME_BALANCER_URL",
                        OptionType.URL,
                        "http://{ip}:80",
                        "public port of a host's HAProxy, {ip} being the host's address; without {ip} there is one HAProxy"));
    }
}
