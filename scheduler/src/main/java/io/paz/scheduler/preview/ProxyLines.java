package io.paz.scheduler.preview;

import io.paz.engine.ReleaseId;
import io.paz.scheduler.release.HealthCheck;
import io.paz.scheduler.release.Release;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lines that a release gets in the load balancer's files when it serves alone. The load balancer's own template decides; a test of
 * the whole compares the two. What a host knows only when a container starts stands in angle brackets.
 */
public final class ProxyLines {

    public static final String CONFIGURATION = "haproxy.cfg";
    public static final String HEALTH = "health.map";
    public static final String HEALTH_HOSTS = "health-hosts.map";
    public static final String INTERNAL = "hosts-internal.map";
    public static final String PUBLIC = "hosts-public.map";

    private static final String UNKNOWN_HOST = "<host>";
    private static final String UNKNOWN_PORT = "<port>";

    private ProxyLines() {}

    /** One line, without its indentation. */
    public record Line(String file, String text) {}

    /** @param instances that run of it */
    public static List<Line> of(Release release, List<Integer> instances) {
        List<Line> lines = new ArrayList<>();
        if (release.isRouted()) {
            instances.forEach(instance -> lines.add(new Line(CONFIGURATION, server(release, instance))));
        }
        HealthCheck health = release.config().health();
        mapped(HEALTH, release.id(), health.path()).ifPresent(lines::add);
        mapped(HEALTH_HOSTS, release.id(), health.host()).ifPresent(lines::add);
        hosts(release, List.of(".paz", ".localhost")).forEach(line -> lines.add(new Line(INTERNAL, line)));
        if (release.config().publicFacing()) {
            hosts(release, List.of(".paz")).forEach(line -> lines.add(new Line(PUBLIC, line)));
        }
        return lines;
    }

    private static String server(Release release, int instance) {
        HealthCheck health = release.config().health();
        Integer fixed = release.config().ports().get(0).host();
        return "server %s-%d-%d %s:%s %spool-purge-delay 250ms weight 100"
                .formatted(
                        release.id().service(),
                        release.id().version(),
                        instance,
                        UNKNOWN_HOST,
                        fixed == null ? UNKNOWN_PORT : fixed,
                        health.path() == null ? "" : check(health));
    }

    private static String check(HealthCheck health) {
        return "check inter %ds fastinter 250ms rise %d fall %d "
                .formatted(health.interval(), health.rise(), health.fall());
    }

    private static Optional<Line> mapped(String file, ReleaseId id, @Nullable String value) {
        return Optional.ofNullable(value).map(text -> new Line(file, id.service() + "-" + id.version() + " " + text));
    }

    private static List<String> hosts(Release release, List<String> suffixes) {
        String service = release.id().service();
        List<String> lines = new ArrayList<>();
        suffixes.forEach(suffix -> lines.add(service + suffix + " " + service));
        release.config().extraDomains().forEach(domain -> lines.add(domain + " " + service));
        return lines;
    }
}
