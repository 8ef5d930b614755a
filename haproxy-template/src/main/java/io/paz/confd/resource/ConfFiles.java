package io.paz.confd.resource;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reader of confd's files. */
public interface ConfFiles {

    /** File names in conf.d, in order. */
    List<String> resources();

    /** @param path such as {@code conf.d/haproxy.toml} or {@code templates/haproxy.cfg.tmpl} */
    String read(String path);

    /** The files that this program carries, for Paz's own HAProxy. */
    static ConfFiles builtIn() {
        return new ConfFiles() {
            @Override
            public List<String> resources() {
                return List.of(
                        "body-limit.toml",
                        "certificates.toml",
                        "challenges.toml",
                        "haproxy.toml",
                        "health-hosts.toml",
                        "health.toml",
                        "hosts-internal.toml",
                        "hosts-public.toml",
                        "hsts.toml",
                        "https-names.toml",
                        "https-redirect.toml",
                        "routes-internal.toml",
                        "routes-public.toml",
                        "sticky.toml");
            }

            @Override
            public String read(String path) {
                try (InputStream stream = ConfFiles.class.getResourceAsStream("/io/paz/confd/" + path)) {
                    if (stream == null) {
                        throw new IllegalArgumentException("there is no built-in file " + path);
                    }
                    return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** A folder with conf.d and templates, such as confd's {@code /etc/confd}. */
    static ConfFiles in(Path folder) {
        return new ConfFiles() {
            @Override
            public List<String> resources() {
                try (Stream<Path> files = Files.list(folder.resolve("conf.d"))) {
                    return files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith("toml"))
                            .sorted()
                            .toList();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }

            @Override
            public String read(String path) {
                try {
                    return Files.readString(folder.resolve(path));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
