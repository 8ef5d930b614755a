package io.paz.orchestrator.config;

import io.paz.http.option.Option;
import io.paz.http.option.OptionType;
import java.util.List;

/** The options of the DNS: names of hosts and services, and zones that an ACME authority looks in. */
final class DnsOptions {

    private static final String DOMAIN = "([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])";

    private static final OptionType ZONE = new OptionType(
            "ZONE", "a domain such as example.com", value -> value.length() <= 253 && value.matches(DOMAIN));
    private static final OptionType ZONES = new OptionType(
            "ZONES",
            "domains with commas between, such as example.com,example.org",
            value -> value.length() <= 4096 && value.matches("(" + DOMAIN + "(," + DOMAIN + ")*+)?"));
    private static final OptionType SERVER = new OptionType(
            "HOST:PORT",
            "a host and a port, such as ns1.example.com:53",
            value -> value.isEmpty() || value.matches("[A-Za-z0-9.-]{1,253}:[1-9][0-9]{0,4}"));
    private static final OptionType ACCOUNT =
            new OptionType("ACCOUNT", "digits", value -> value.matches("([0-9]{1,18})?"));

    private DnsOptions() {}

    /** @param prefix of the variables */
    static List<Option> of(String prefix) {
        return List.of(
                new Option(
                        "dns-zone",
                        prefix + "_DNS_ZONE",
                        ZONE,
                        null,
                        "zone that hosts and public services get names in; none are set if unset"),
                new Option(
                        "acme-dns-zones",
                        prefix + "_ACME_DNS_ZONES",
                        ZONES,
                        null,
                        "zones that an ACME authority is answered in, for wildcards; that of --dns-zone if unset"),
                new Option(
                        "dns-server",
                        prefix + "_DNS_SERVER",
                        SERVER,
                        null,
                        "name server that takes updates of the zones (RFC 2136); they are at DNSimple if unset"),
                new Option(
                        "dns-key-file",
                        prefix + "_DNS_KEY_FILE",
                        OptionType.PATH,
                        null,
                        "file with the TSIG key of that server, hmac-sha256:NAME:SECRET, for its owner only"),
                new Option("dns-account", prefix + "_DNS_ACCOUNT", ACCOUNT, null, "number of the account at DNSimple"),
                new Option(
                        "dns-token-file",
                        prefix + "_DNS_TOKEN_FILE",
                        OptionType.PATH,
                        null,
                        "file with the token of the account at DNSimple"),
                new Option(
                        "dns-ttl",
                        prefix + "_DNS_TTL",
                        OptionType.wholeNumber("SECONDS", 1, 604_800),
                        "60",
                        "how long others may keep the names"),
                new Option(
                        "dns-url",
                        prefix + "_DNS_URL",
                        OptionType.URL,
                        "https://api.dnsimple.com",
                        "DNSimple's API; its sandbox is https://api.sandbox.dnsimple.com"));
    }
}
