package io.paz.orchestrator.page;

import io.paz.http.access.OpenPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.web.reactive.handler.SimpleUrlHandlerMapping;
import org.springframework.web.reactive.resource.EncodedResourceResolver;
import org.springframework.web.reactive.resource.PathResourceResolver;
import org.springframework.web.reactive.resource.ResourceWebHandler;

/** Wires the page in. */
@Configuration(proxyBeanMethods = false)
public class PageConfiguration {

    private static final int NONCE_BYTES = 16;

    @Bean
    PageController pageController() {
        SecureRandom random = new SecureRandom();
        return new PageController(page(), () -> {
            byte[] nonce = new byte[NONCE_BYTES];
            random.nextBytes(nonce);
            return Base64.getEncoder().encodeToString(nonce);
        });
    }

    /** A build without Node leaves the page out; then one stands in its place that says so. */
    private static Page page() {
        ClassPathResource built = new ClassPathResource("io/paz/webui/index.html");
        ClassPathResource there =
                built.exists() ? built : new ClassPathResource("not-built.html", PageConfiguration.class);
        try {
            return new Page(there.getContentAsString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("The web page cannot be read from the class path", e);
        }
    }

    /** Their names change with what is in them. Before the controllers, of which one answers every path of the page. */
    @Bean
    SimpleUrlHandlerMapping assets(ResourceWebHandler assetHandler) {
        return new SimpleUrlHandlerMapping(Map.of("/ui/assets/**", assetHandler), -1);
    }

    @Bean
    ResourceWebHandler assetHandler() {
        ResourceWebHandler handler = new ResourceWebHandler();
        handler.setLocations(List.of(new ClassPathResource("io/paz/webui/assets/")));
        handler.setResourceResolvers(List.of(new EncodedResourceResolver(), new PathResourceResolver()));
        handler.setCacheControl(
                CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable());
        return handler;
    }

    /** The page tells nothing of the platform; what it asks for does, and is not open. */
    @Bean
    OpenPath doorIsOpen() {
        return OpenPath.of(HttpMethod.GET, "/");
    }

    @Bean
    OpenPath pageIsOpen() {
        return OpenPath.of(HttpMethod.GET, "/ui/**");
    }
}
