package io.paz.scheduler.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.util.FileSystemUtils;

/** One etcd for all tests of a class, without keys at the beginning of each. */
public final class CleanEtcd implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

    private Path folder;
    private RealEtcd etcd;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        folder = Files.createTempDirectory("etcd");
        etcd = new RealEtcd(folder.resolve("data"));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        etcd.ctl("del", "--prefix", "/paz/");
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        etcd.close();
        FileSystemUtils.deleteRecursively(folder);
    }

    public RealEtcd real() {
        return etcd;
    }

    public String ctl(String... arguments) {
        return etcd.ctl(arguments);
    }

    /** The value of a key; empty when there is none. */
    public String get(String key) {
        return etcd.get(key);
    }
}
