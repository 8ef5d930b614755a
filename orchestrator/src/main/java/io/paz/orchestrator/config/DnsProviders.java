package io.paz.orchestrator.config;

import io.paz.http.access.Token;
import io.paz.http.option.InvalidOptionException;
import io.paz.orchestrator.dns.DnsProvider;
import io.paz.orchestrator.dns.dnsimple.DnsimpleProvider;
import io.paz.orchestrator.dns.rfc2136.Rfc2136Provider;
import io.paz.orchestrator.dns.rfc2136.UpdateKey;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Providers of zones, as the options name them: a name server that takes updates, or DNSimple. */
final class DnsProviders {

    private static final int MAX_KEY_FILE_BYTES = 4096;

    private final DnsProperties properties;

    DnsProviders(DnsProperties properties) {
        this.properties = properties;
    }

    DnsProvider of(String zone, Clock clock) {
        String server = properties.dnsServer();
        return server == null
                ? dnsimple(zone, clock)
                : new Rfc2136Provider(
                        address(server),
                        zone,
                        key(required("dns-key-file", properties.dnsKeyFile())),
                        properties.dnsTtl());
    }

    /** The name server that takes updates, where there is one. */
    Optional<InetSocketAddress> server() {
        return Optional.ofNullable(properties.dnsServer()).map(DnsProviders::address);
    }

    private static InetSocketAddress address(String server) {
        int colon = server.lastIndexOf(':');
        InetSocketAddress address =
                new InetSocketAddress(server.substring(0, colon), Integer.parseInt(server.substring(colon + 1)));
        if (address.isUnresolved()) {
            throw new InvalidOptionException(
                    "--dns-server: value \"%s\" (expected: a host that has an address)".formatted(server));
        }
        return address;
    }

    private static UpdateKey key(String file) {
        Path path = Path.of(file);
        try {
            boolean isOpen = Files.getPosixFilePermissions(path).stream()
                    .anyMatch(permission -> !permission.name().startsWith("OWNER"));
            if (isOpen) {
                throw new InvalidOptionException(
                        "--dns-key-file: %s has mode %s (expected: for its owner only; chmod 600 %s)"
                                .formatted(
                                        file,
                                        PosixFilePermissions.toString(Files.getPosixFilePermissions(path)),
                                        file));
            }
            if (Files.size(path) > MAX_KEY_FILE_BYTES) {
                throw new InvalidOptionException(
                        "--dns-key-file: %s has %d bytes (expected: one TSIG key)".formatted(file, Files.size(path)));
            }
            return UpdateKey.parse(Files.readString(path));
        } catch (IOException e) {
            throw new InvalidOptionException("--dns-key-file: %s cannot be read: %s".formatted(file, e));
        } catch (IllegalArgumentException e) {
            throw new InvalidOptionException("--dns-key-file: %s: %s".formatted(file, e.getMessage()));
        }
    }

    private DnsProvider dnsimple(String zone, Clock clock) {
        String account = required("dns-account", properties.dnsAccount());
        String token = Token.read(Path.of(required("dns-token-file", properties.dnsTokenFile())))
                .value();
        DnsimpleProvider.Access access = new DnsimpleProvider.Access(account, zone, token);
        return new DnsimpleProvider(properties.dnsUrl(), access, properties.dnsTtl(), clock);
    }

    private static String required(String option, @Nullable String value) {
        if (value == null) {
            throw new InvalidOptionException(
                    "--%s: value is missing (expected: one, because --dns-zone or --acme-dns-zones is given)"
                            .formatted(option));
        }
        return value;
    }
}
