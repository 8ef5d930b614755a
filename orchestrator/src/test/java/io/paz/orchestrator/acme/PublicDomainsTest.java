package io.paz.orchestrator.acme;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class PublicDomainsTest {

    @Test
    void the_platforms_own_domain_is_ordered_like_those_of_services() {
        assertThat(PublicDomains.of(List.of(), "paz.example.org", true))
                .containsExactlyEntriesOf(Map.of("paz.example.org", "paz-orchestrator"));
        assertThat(PublicDomains.of(List.of(), "", false)).isEmpty();
        assertThat(PublicDomains.of(List.of(), "paz.company.internal", true))
                .as("a private name, of an authority of the internet")
                .isEmpty();
        assertThat(PublicDomains.of(List.of(), "paz.company.internal", false)).hasSize(1);
    }
}
