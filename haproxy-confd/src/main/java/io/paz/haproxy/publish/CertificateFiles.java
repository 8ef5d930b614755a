package io.paz.haproxy.publish;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a file for each certificate of a rendered list, and HAProxy's list of them. A file's name has a digest of what is in it, so that one
 * that is renewed is another file, and is there before the earlier one goes. A certificate that HAProxy would not start with is left out, so that it
 * costs no other its changes. Used by one thread.
 */
public final class CertificateFiles {

    private static final Logger log = LoggerFactory.getLogger(CertificateFiles.class);

    /** Rendered: all certificates in one text. */
    static final String RENDERED = "certificates.list";

    /** Rendered: the names that they are for. */
    private static final String NAMES = "https-names.map";

    private static final String CHECKED = ".checked";
    private static final String CHECK_FILE = "haproxy.cfg";
    private static final String CHECK = """
            global
                default-path config
            defaults
                mode http
                timeout client 1s
            frontend check
            """;
    private static final int MAX_NAMES_LENGTH = 1_500;
    private static final int DIGEST_LENGTH = 12;

    private final ConfigurationFolder folder;
    private final ConfigurationFolder checked;
    private final LoadBalancer loadBalancer;
    private final BinaryOperator<String> decryption;
    private final Set<String> accepted = new HashSet<>();
    private final Set<String> refused = new HashSet<>();
    private String lastText = "";
    private List<PublishedCertificate> lastCertificates = List.of();

    /**
     * @param folder where HAProxy's files are
     * @param decryption of a key that is published encrypted, by the certificate's ID
     */
    public CertificateFiles(Path folder, LoadBalancer loadBalancer, BinaryOperator<String> decryption) {
        this.folder = new ConfigurationFolder(folder);
        this.checked = new ConfigurationFolder(folder.resolve(CHECKED));
        this.loadBalancer = loadBalancer;
        this.decryption = decryption;
    }

    /** Returns the files with the certificates that were rendered in the place of their list. */
    public SortedMap<String, String> replaceList(SortedMap<String, String> rendered) {
        SortedMap<String, String> files = new TreeMap<>(rendered);
        String text = files.remove(RENDERED);
        if (text != null) {
            putAll(files, parse(text));
        }
        return files;
    }

    /** Files are compared often; what is wrong in a text is logged once. */
    private List<PublishedCertificate> parse(String text) {
        if (!text.equals(lastText)) {
            lastCertificates = PublishedCertificate.parse(text, decryption);
            lastText = text;
        }
        return lastCertificates;
    }

    /** Returns the files with the certificates that HAProxy has already, for as long as it is not known which it should have. */
    public SortedMap<String, String> keepPresent(SortedMap<String, String> rendered) {
        SortedMap<String, String> files = new TreeMap<>(rendered);
        if (files.remove(RENDERED) != null) {
            try {
                String list = folder.present(Set.of(CertificateList.NAME)).getOrDefault(CertificateList.NAME, "");
                files.put(CertificateList.NAME, list);
                files.putAll(folder.present(CertificateList.parse(list).keySet()));
                files.replace(NAMES, folder.present(Set.of(NAMES)).getOrDefault(NAMES, ""));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return files;
    }

    private void putAll(SortedMap<String, String> files, List<PublishedCertificate> certificates) {
        SortedMap<String, String> pems = new TreeMap<>();
        SortedMap<String, String> names = new TreeMap<>();
        for (PublishedCertificate certificate : certificates) {
            String file = fileName(certificate);
            pems.put(file, certificate.pem());
            names.put(file, certificate.names());
        }
        check(pems);
        StringBuilder list = new StringBuilder();
        names.forEach((file, served) -> {
            if (accepted.contains(file)) {
                files.put(file, pems.get(file));
                // HAProxy reads no longer lines; without names, those of the certificate itself are meant.
                String filter = served.length() > MAX_NAMES_LENGTH ? "" : " " + served;
                list.append(file).append(filter).append('\n');
            }
        });
        files.put(CertificateList.NAME, list.toString());
    }

    private static String fileName(PublishedCertificate certificate) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((certificate.names() + "\n" + certificate.pem()).getBytes(StandardCharsets.UTF_8));
            String shown = HexFormat.of().formatHex(digest).substring(0, DIGEST_LENGTH);
            return CertificateList.fileName(certificate.id() + "-" + shown);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** All at once, and one by one where that fails. */
    private void check(SortedMap<String, String> pems) {
        accepted.retainAll(pems.keySet());
        refused.retainAll(pems.keySet());
        Set<String> unchecked = new HashSet<>(pems.keySet());
        unchecked.removeAll(accepted);
        unchecked.removeAll(refused);
        if (unchecked.isEmpty()) {
            return;
        }
        try {
            check(pems, unchecked);
            accepted.addAll(unchecked);
        } catch (RefusedException e) {
            unchecked.forEach(file -> checkOne(pems, file));
        }
    }

    private void checkOne(SortedMap<String, String> pems, String file) {
        try {
            check(pems, Set.of(file));
            accepted.add(file);
        } catch (RefusedException e) {
            refused.add(file);
            log.error("Certificate {} is not served, since HAProxy refuses it: {}", file, e.getMessage());
        }
    }

    private void check(SortedMap<String, String> pems, Collection<String> names) {
        SortedMap<String, String> files = new TreeMap<>();
        StringBuilder bind = new StringBuilder("    bind 127.0.0.1:1 ssl");
        names.forEach(name -> {
            files.put(name, pems.get(name));
            bind.append(" crt ").append(name);
        });
        files.put(CHECK_FILE, CHECK + bind + "\n");
        try {
            try {
                loadBalancer.check(checked.stage(files).resolve(CHECK_FILE));
            } finally {
                checked.clearStage();
            }
        } catch (IOException e) {
            throw new RefusedException("the certificate could not be written: " + e, e);
        }
    }
}
