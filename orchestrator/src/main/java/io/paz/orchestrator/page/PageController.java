package io.paz.orchestrator.page;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page is at {@code /ui} and at every path below, all of which it tells apart itself; so it hides no route of the API. */
@RestController
final class PageController {

    private static final MediaType HTML = new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8);

    private final Page page;
    private final Supplier<String> nonces;

    PageController(Page page, Supplier<String> nonces) {
        this.page = page;
        this.nonces = nonces;
    }

    @GetMapping("/")
    ResponseEntity<Void> door() {
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(URI.create("/ui"))
                .build();
    }

    @GetMapping({"/ui", "/ui/{*rest}"})
    ResponseEntity<String> page() {
        String nonce = nonces.get();
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", Page.policy(nonce))
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .body(page.with(nonce));
    }
}
