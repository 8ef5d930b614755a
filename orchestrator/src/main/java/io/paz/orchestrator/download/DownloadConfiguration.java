package io.paz.orchestrator.download;

import io.paz.http.access.OpenPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpMethod;

/** Wires the downloads in. */
@Configuration(proxyBeanMethods = false)
public class DownloadConfiguration {

    private static final int TAG_BYTES = 16;

    @Bean
    DownloadController downloadController() {
        Resource file = new ClassPathResource("io/paz/cli/download/paz");
        return new DownloadController(file, '"' + hash(file) + '"');
    }

    /** The same file has the same tag at every platform. */
    private static String hash(Resource file) {
        try (InputStream bytes = file.getInputStream()) {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.readAllBytes());
            return HexFormat.of().formatHex(hash, 0, TAG_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException("The command line cannot be read from the class path", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    /** CI fetches it before it has a token, and it tells nothing of the platform. */
    @Bean
    OpenPath commandLineIsOpen() {
        return OpenPath.of(HttpMethod.GET, "/cli/paz");
    }
}
