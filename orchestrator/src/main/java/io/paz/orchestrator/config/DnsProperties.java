package io.paz.orchestrator.config;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The options of the DNS.
 *
 * @param dnsZone that hosts and services get names in; null when none are set
 * @param dnsServer of zones that take updates; null where they are at DNSimple
 * @param dnsTtl seconds
 * @param acmeDnsZones zones that challenges are answered in, with commas between; null for {@code dnsZone}
 */
@ConfigurationProperties("paz")
record DnsProperties(
        @Nullable String dnsZone,
        @Nullable String dnsServer,
        @Nullable String dnsKeyFile,
        @Nullable String dnsAccount,
        @Nullable String dnsTokenFile,
        int dnsTtl,
        URI dnsUrl,
        @Nullable String acmeDnsZones) {

    /** As with {@link AcmeProperties}, a variable that is set to nothing is none. */
    DnsProperties {
        dnsZone = orNull(dnsZone);
        dnsServer = orNull(dnsServer);
        dnsKeyFile = orNull(dnsKeyFile);
        dnsAccount = orNull(dnsAccount);
        dnsTokenFile = orNull(dnsTokenFile);
        acmeDnsZones = orNull(acmeDnsZones);
    }

    private static @Nullable String orNull(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    List<String> challengeZones() {
        return Optional.ofNullable(acmeDnsZones).or(() -> Optional.ofNullable(dnsZone)).stream()
                .flatMap(zones -> Arrays.stream(zones.split(",")))
                .distinct()
                .toList();
    }
}
