package io.paz.orchestrator.page;

/**
 * The web page's one HTML file. Each answer has its own nonce, which the policy names: style sheets that the page writes itself
 * carry it, and nothing that somebody else wrote can.
 */
record Page(String html) {

    /** Placeholder of the nonce in the built page. */
    private static final String PLACE = "PAZ_NONCE";

    Page {
        if (!html.contains(PLACE)) {
            throw new IllegalArgumentException("index.html has no place for a nonce (expected: " + PLACE + " in it)");
        }
    }

    String with(String nonce) {
        return html.replace(PLACE, nonce);
    }

    /** Nothing but what the page's own server gives, no inline script, in nobody's frame. */
    static String policy(String nonce) {
        return "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-%s'; img-src 'self'; font-src 'self';"
                        .formatted(nonce)
                + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }
}
