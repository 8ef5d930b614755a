package io.paz.haproxy.publish;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Certificate as it is published to proxies.
 *
 * @param names that it is served for, with blanks between
 * @param pem the chain and the key
 */
record PublishedCertificate(String id, String names, String pem) {

    private static final Logger log = LoggerFactory.getLogger(PublishedCertificate.class);
    private static final String LABELS = "[a-z0-9]([a-z0-9.-]{0,198}[a-z0-9])?";
    private static final Pattern BEGIN = Pattern.compile("certificate (" + LABELS + ")");
    private static final Pattern NAMES = Pattern.compile("names ([a-z0-9.*-]+( [a-z0-9.*-]+)*)");
    private static final Pattern ENCRYPTED_KEY = Pattern.compile("key ([A-Za-z0-9._-]+)");
    private static final Pattern PEM =
            Pattern.compile("-----(BEGIN|END) (CERTIFICATE|PRIVATE KEY)-----|[A-Za-z0-9+/=]{1,64}");

    /** Reads a rendered list. What is none of its lines makes the certificate that it is in invalid, and no other. */
    static List<PublishedCertificate> parse(String text, BinaryOperator<String> decryption) {
        List<PublishedCertificate> certificates = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isEmpty()).toList()) {
            if (BEGIN.matcher(line).matches()) {
                add(lines, decryption, certificates);
                lines.clear();
            }
            lines.add(line);
        }
        add(lines, decryption, certificates);
        return certificates;
    }

    private static void add(
            List<String> lines, BinaryOperator<String> decryption, List<PublishedCertificate> certificates) {
        if (lines.isEmpty()) {
            return;
        }
        try {
            certificates.add(of(lines, decryption));
        } catch (RuntimeException e) {
            log.error("\"{}\" in etcd is not served: {}", lines.get(0).replaceAll("[^ -~]", "?"), e.getMessage());
        }
    }

    private static PublishedCertificate of(List<String> lines, BinaryOperator<String> decryption) {
        String id = group(BEGIN, lines.get(0));
        String names = lines.size() > 1 ? group(NAMES, lines.get(1)) : "";
        StringBuilder pem = new StringBuilder();
        for (String line : lines.subList(Math.min(2, lines.size()), lines.size())) {
            Matcher key = ENCRYPTED_KEY.matcher(line);
            String plain = key.matches() ? decryption.apply(id, key.group(1)) : line + "\n";
            plain.lines().forEach(PublishedCertificate::requirePem);
            pem.append(plain);
        }
        if (names.isEmpty() || pem.isEmpty()) {
            throw new IllegalArgumentException("incomplete (expected: names, certificates and a key)");
        }
        return new PublishedCertificate(id, names, pem.toString());
    }

    private static String group(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("a line is not as it should be (expected: %s)".formatted(pattern));
        }
        return matcher.group(1);
    }

    private static void requirePem(String line) {
        if (!PEM.matcher(line).matches()) {
            throw new IllegalArgumentException("a line is no PEM");
        }
    }

    /** Keeps the key out of logs. */
    @Override
    public String toString() {
        return "PublishedCertificate[" + id + "]";
    }
}
