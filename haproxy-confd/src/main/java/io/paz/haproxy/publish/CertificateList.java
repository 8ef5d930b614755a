package io.paz.haproxy.publish;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** HAProxy's list of certificates: a file on each line, and the names that it is for. */
public final class CertificateList {

    /** Its file. */
    public static final String NAME = "certificates.crt-list";

    private static final String PREFIX = "certificate-";
    private static final String SUFFIX = ".pem";

    private CertificateList() {}

    static String fileName(String certificate) {
        return PREFIX + certificate + SUFFIX;
    }

    /** Whether a file holds a certificate and its key. */
    static boolean isCertificate(String file) {
        return file.startsWith(PREFIX) && file.endsWith(SUFFIX);
    }

    /** Returns the names by file; of a damaged list, what is whole. */
    static SortedMap<String, String> parse(String list) {
        SortedMap<String, String> names = new TreeMap<>();
        list.lines()
                .map(line -> line.split(" ", 2))
                .filter(words -> isCertificate(words[0]))
                .forEach(words -> names.put(words[0], words.length > 1 ? words[1] : ""));
        return names;
    }

    /** Changes that add certificates. */
    static List<Change> additions(Map<String, String> present, Map<String, String> rendered) {
        SortedMap<String, String> before = parse(present.getOrDefault(NAME, ""));
        return parse(rendered.getOrDefault(NAME, "")).entrySet().stream()
                .filter(entry -> !before.containsKey(entry.getKey()))
                .<Change>map(entry -> new Change.AddCertificate(
                        entry.getKey(), rendered.getOrDefault(entry.getKey(), ""), entry.getValue()))
                .toList();
    }

    /** Changes that remove certificates. */
    static List<Change> removals(Map<String, String> present, Map<String, String> rendered) {
        SortedMap<String, String> after = parse(rendered.getOrDefault(NAME, ""));
        return parse(present.getOrDefault(NAME, "")).keySet().stream()
                .filter(file -> !after.containsKey(file))
                .<Change>map(Change.RemoveCertificate::new)
                .toList();
    }
}
