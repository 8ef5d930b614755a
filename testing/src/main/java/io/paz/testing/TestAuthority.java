package io.paz.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A certificate authority with a root and one intermediate, made with openssl. */
public final class TestAuthority {

    private static final List<String> EC = List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256");

    /**
     * A certificate and its key, as PEM.
     *
     * @param chain the certificate and the intermediate's
     */
    public record Issued(String chain, String key) {}

    private final Path folder;
    private int issued;

    private TestAuthority(Path folder) {
        this.folder = folder;
    }

    /** @param folder where its files are made */
    public static TestAuthority create(Path folder) {
        TestAuthority authority = new TestAuthority(folder);
        authority.request("root", "Test root", EC, List.of("-addext", "basicConstraints=critical,CA:TRUE"));
        authority.request(
                "intermediate",
                "Test intermediate",
                EC,
                List.of("-CA", "root.crt", "-CAkey", "root.key", "-addext", "basicConstraints=critical,CA:TRUE"));
        return authority;
    }

    /** A certificate for host names with an EC key of P-256, valid for 90 days from now. */
    public Issued issue(String... hosts) {
        return issue(EC, hosts);
    }

    /** @param key arguments of {@code openssl req} that make the key, such as {@code -newkey rsa:2048} */
    public Issued issue(List<String> key, String... hosts) {
        String names =
                Arrays.stream(hosts).map(host -> "DNS:" + host).collect(Collectors.joining(",", "subjectAltName=", ""));
        return issueWith(key, hosts[0], "-addext", names);
    }

    /** @param options further arguments of {@code openssl req -x509} */
    public Issued issueWith(List<String> key, String subject, String... options) {
        String name = "server" + ++issued;
        List<String> all = new ArrayList<>(List.of("-CA", "intermediate.crt", "-CAkey", "intermediate.key"));
        all.addAll(List.of("-addext", "basicConstraints=CA:FALSE"));
        all.addAll(List.of(options));
        request(name, subject, key, all);
        return new Issued(read(name + ".crt") + read("intermediate.crt"), read(name + ".key"));
    }

    private void request(String name, String subject, List<String> key, List<String> options) {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "90"));
        command.addAll(List.of("-sha256", "-subj", "/CN=" + subject, "-keyout", name + ".key", "-out", name + ".crt"));
        command.addAll(key);
        command.addAll(options);
        List<String> inFolder = new ArrayList<>(List.of("sh", "-c", "cd \"$0\" && exec \"$@\"", folder.toString()));
        inFolder.addAll(command);
        String output = Command.run(Map.of(), inFolder);
        if (!Files.exists(folder.resolve(name + ".crt"))) {
            throw new IllegalStateException(command + ": " + output);
        }
    }

    /** What clients trust. */
    public Path rootFile() {
        return folder.resolve("root.crt");
    }

    public String root() {
        return read("root.crt");
    }

    public String intermediate() {
        return read("intermediate.crt");
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
