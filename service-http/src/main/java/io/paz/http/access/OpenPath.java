package io.paz.http.access;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** A route that answers without the token, because it has its own secret or tells nothing secret. */
public record OpenPath(HttpMethod method, PathPattern pattern) {

    public static OpenPath of(HttpMethod method, String pattern) {
        return new OpenPath(method, PathPatternParser.defaultInstance.parse(pattern));
    }

    boolean matches(HttpMethod requested, PathContainer path) {
        boolean sameMethod =
                method.equals(requested) || method.equals(HttpMethod.GET) && requested.equals(HttpMethod.HEAD);
        return sameMethod && pattern.matches(path);
    }
}
