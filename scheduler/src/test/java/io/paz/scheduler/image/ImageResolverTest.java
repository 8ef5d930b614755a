package io.paz.scheduler.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.engine.EngineRefusedException;
import io.paz.engine.control.HostImages;
import io.paz.engine.control.HostImages.Finding;
import io.paz.engine.control.HostImages.HostImage;
import io.paz.scheduler.image.ImageResolver.Wanted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole table: what an image's name means, by where it may come from. */
class ImageResolverTest {

    private static final String ID = "sha256:" + "a".repeat(64);
    private static final String DIGEST = "sha256:" + "d".repeat(64);

    private static HostImages hosts(Finding finding) {
        return new HostImages() {
            @Override
            public Finding find(String reference) {
                return finding;
            }

            @Override
            public void protect(String service, List<String> ids) {}

            @Override
            public void expectPull(String reference) {}
        };
    }

    private static Finding finding(String host, String image) {
        @Nullable
        HostImage built = host.equals("built") ? new HostImage(ID, List.of("other.example.org/app@" + DIGEST)) : null;
        @Nullable
        HostImage pulled = host.equals("pulled")
                ? new HostImage(ID, List.of(image.replaceFirst(":[^:/]*$", "") + "@" + DIGEST))
                : built;
        return host.equals("unknown") ? Finding.unknown() : new Finding(true, pulled);
    }

    private static Registries registry(String state) {
        return name -> {
            if (state.equals("fails")) {
                throw new ImageLookupException("it is down");
            }
            return DIGEST;
        };
    }

    @ParameterizedTest(name = "{0} {1} {2}, pushed {3}, host {4}, registry {5}: {6}")
    @CsvSource({
        // policy, image,        pull,       pushed, host,    registry, expected
        "NAMED,    team/app:1,   always,     false,  built,   fails,   id",
        "NAMED,    team/app:1,   always,     false,  pulled,  answers, digest",
        "NAMED,    team/app:1,   always,     false,  pulled,  fails,   failed",
        "NAMED,    team/app:1,   always,     false,  none,    answers, digest",
        "NAMED,    team/app:1,   always,     false,  none,    fails,   failed",
        "NAMED,    team/app:1,   always,     false,  unknown, answers, unknown",
        "NAMED,    team/app:1,   always,     true,   built,   answers, digest",
        "NAMED,    team/app:1,   always,     true,   built,   fails,   failed",
        "NAMED,    team/app:1,   always,     true,   unknown, fails,   failed",
        "NAMED,    team/app:1,   if-missing, false,  pulled,  answers, id",
        "NAMED,    team/app:1,   if-missing, true,   pulled,  answers, digest",
        "NAMED,    team/app:1,   if-missing, true,   pulled,  fails,   id",
        "NAMED,    r.example/a:1, always,    false,  built,   answers, digest",
        "NAMED,    r.example/a:1, always,    false,  built,   fails,   failed",
        "NAMED,    r.example/a:1, always,    false,  unknown, answers, digest",
        "NAMED,    r.example/a:1, always,    false,  unknown, fails,   failed",
        "NAMED,    r.example/a:1, if-missing, false, none,    answers, digest",
        "NAMED,    r.example/a:1, if-missing, false, none,    fails,   failed",
        "NAMED,    r.example/a:1, if-missing, false, built,   fails,   id",
        "NAMED,    r.example/a:1, if-missing, false, unknown, answers, digest",
        "NAMED,    r.example/a:1, if-missing, false, unknown, fails,   unknown",
        "ALL,      team/app:1,   always,     false,  built,   answers, digest",
        "ALL,      team/app:1,   always,     false,  built,   fails,   failed",
        "ALL,      team/app:1,   always,     false,  unknown, fails,   failed",
        "OFF,      r.example/a:1, always,    false,  pulled,  answers, id",
        "OFF,      r.example/a:1, always,    true,   pulled,  answers, unknown",
        "OFF,      r.example/a:1, always,    true,   none,    answers, unknown",
        "OFF,      r.example/a:1, always,    false,  unknown, answers, unknown",
        "ALL,      team/app:1@sha256:0123, always, true, unknown, fails, given",
    })
    void a_name_means(
            PinPolicy policy,
            String image,
            String pull,
            boolean pushed,
            String host,
            String registry,
            String expected) {
        ResolvedImage resolved = new ImageResolver(registry(registry), hosts(finding(host, image)), policy)
                .resolve(new Wanted(image, pushed, pull.equals("always")));
        assertThat(resolved.name()).isEqualTo(expected.equals("digest") ? image + "@" + DIGEST : image);
        assertThat(resolved.id()).isEqualTo(expected.equals("id") ? ID : null);
        assertThat(resolved.step())
                .isEqualTo(
                        switch (expected) {
                            case "unknown" -> "not-pinned";
                            case "failed" -> "image-not-found";
                            default -> "pinned";
                        });
        assertThat(resolved.failure() != null).isEqualTo(expected.equals("failed"));
    }

    @Test
    void a_host_that_refuses_to_keep_a_pull_stops_no_deployment() {
        List<String> asked = new ArrayList<>();
        HostImages refusing = new HostImages() {
            @Override
            public Finding find(String reference) {
                return Finding.unknown();
            }

            @Override
            public void protect(String service, List<String> ids) {}

            @Override
            public void expectPull(String reference) {
                asked.add(reference);
                throw new EngineRefusedException("reference: value " + reference);
            }
        };
        ImageResolver resolver = new ImageResolver(registry("answers"), refusing, PinPolicy.NAMED);
        resolver.expectPull("team/app:1@" + DIGEST);
        resolver.expectPull("team/app:1");
        assertThat(asked).containsExactly("team/app:1@" + DIGEST);
    }
}
