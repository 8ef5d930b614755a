package io.paz.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One etcd for all tests of a class, without keys at the beginning of each. */
public final class CleanEtcd implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private @Nullable Path folder;
    private @Nullable RealEtcd etcd;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("etcd");
        etcd = new RealEtcd(folder.resolve("data"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        real().ctl("del", "--prefix", "/paz/");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        real().close();
        try (Stream<Path> files = Files.walk(Objects.requireNonNull(folder))) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    public RealEtcd real() {
        return Objects.requireNonNull(etcd, "used as an extension of a class");
    }

    public String ctl(String... arguments) {
        return real().ctl(arguments);
    }

    /** The value of a key; empty when there is none. */
    public String get(String key) {
        return real().get(key);
    }
}
