package io.paz.orchestrator.certificate;

import io.paz.certificate.HostName;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which certificate serves which name. Of several for one name, one that is valid wins, then an operator's own, then the one that is valid
 * longest; a name itself wins over one with a star.
 *
 * @param byName by names as they stand in certificates
 */
public record ServedNames(Map<String, ManagedCertificate> byName) {

    public static ServedNames of(List<ManagedCertificate> certificates, Instant now) {
        Comparator<ManagedCertificate> order = Comparator.comparing(
                        (ManagedCertificate certificate) -> !isValidAt(certificate, now))
                .thenComparing(ManagedCertificate::source)
                .thenComparing(certificate -> certificate.bundle().notAfter(), Comparator.reverseOrder())
                .thenComparing(ManagedCertificate::id);
        Map<String, ManagedCertificate> byName = new TreeMap<>();
        certificates.stream()
                .sorted(order)
                .forEach(certificate ->
                        certificate.bundle().names().forEach(name -> byName.putIfAbsent(name, certificate)));
        return new ServedNames(byName);
    }

    private static boolean isValidAt(ManagedCertificate certificate, Instant now) {
        return !now.isBefore(certificate.bundle().notBefore())
                && now.isBefore(certificate.bundle().notAfter());
    }

    /** @param host in Unicode or punycode */
    public Optional<ManagedCertificate> certificateFor(String host) {
        String name = HostName.toAscii(host);
        ManagedCertificate exact = byName.get(name);
        return exact != null
                ? Optional.of(exact)
                : byName.entrySet().stream()
                        .filter(entry -> HostName.matches(entry.getKey(), name))
                        .map(Map.Entry::getValue)
                        .findFirst();
    }

    /** Names that a certificate is served for, sorted. */
    public List<String> namesOf(ManagedCertificate certificate) {
        return byName.entrySet().stream()
                .filter(entry -> entry.getValue().id().equals(certificate.id()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
