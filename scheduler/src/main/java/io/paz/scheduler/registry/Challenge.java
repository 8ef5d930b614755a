package io.paz.scheduler.registry;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a registry wants of one whom it does not know: {@code WWW-Authenticate}.
 *
 * @param scheme {@code bearer} or {@code basic}, in lower case
 */
record Challenge(String scheme, Map<String, String> parameters) {

    private static final Pattern SCHEME = Pattern.compile("\\s*+([A-Za-z]++)\\s*+(.*+)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("(?<![A-Za-z])([A-Za-z]++)=(?:\"([^\"]*+)\"|([^\\s,]++))");

    static Optional<Challenge> parse(String header) {
        Matcher scheme = SCHEME.matcher(header);
        if (!scheme.matches()) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        Matcher parameter = PARAMETER.matcher(scheme.group(2));
        while (parameter.find()) {
            String value = parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
            parameters.put(parameter.group(1).toLowerCase(Locale.ROOT), value);
        }
        return Optional.of(new Challenge(scheme.group(1).toLowerCase(Locale.ROOT), parameters));
    }

    /** Where a token for pulling the repository is to be had; empty when the challenge does not say it. */
    Optional<URI> tokenAddress(String repository) {
        String realm = parameters.get("realm");
        if (!scheme.equals("bearer") || realm == null || !realm.matches("https?://[^\\s#?]+")) {
            return Optional.empty();
        }
        String scope = parameters.getOrDefault("scope", "repository:" + repository + ":pull");
        String service = parameters.containsKey("service") ? "&service=" + encoded(parameters.get("service")) : "";
        try {
            return Optional.of(new URI(realm + "?scope=" + encoded(scope) + service));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
