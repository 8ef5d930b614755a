package io.paz.scheduler.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.paz.scheduler.request.DeploymentRefusedException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TagRulesTest {

    @ParameterizedTest
    @CsvSource({
        "main, main, true",
        "main, main2, false",
        "main, xmain, false",
        "main, Main, false",
        "v*, v1.2, true",
        "v*, v, true",
        "v*, xv1, false",
        "*, anything/at.all, true",
        "*-stable, 1.2-stable, true",
        "*-stable, 1.2-stable-rc, false",
        "v*.*.*, v1.2.3, true",
        "v*.*.*, v1.2, false",
        "a*b*c, aXbXbXc, true",
        "a*b*c, abcd, false",
        "release/*, release/1/2, true",
        "v1.2, v1x2, false",
        "**, x, true"
    })
    void a_rule_matches_whole_names(String rule, String name, boolean matches) {
        assertThat(TagRules.checked(List.of(rule)).matches(name)).isEqualTo(matches);
    }

    @Test
    void a_digest_is_matched_by_its_own_rule_only() {
        assertThat(TagRules.checked(List.of("*")).matchesUntagged()).isFalse();
        assertThat(TagRules.checked(List.of("main", "@digest")).matchesUntagged())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "(a+)+$", "[a-z]", "a\nb", "v?", "@sha", "é", "a:b"})
    void other_characters_are_refused(String rule) {
        assertThatThrownBy(() -> TagRules.checked(List.of("main", rule)))
                .isInstanceOf(DeploymentRefusedException.class)
                .hasMessageStartingWith("tags[1]: value ");
    }

    @Test
    void rules_are_limited_in_number_and_length() {
        assertThat(TagRules.checked(Collections.nCopies(20, "a".repeat(128))).patterns())
                .hasSize(20);
        assertThatThrownBy(() -> TagRules.checked(Collections.nCopies(21, "a")))
                .hasMessage("tags: value 21 rules (expected: at most 20 rules)");
        assertThatThrownBy(() -> TagRules.checked(List.of("a".repeat(129)))).hasMessageStartingWith("tags[0]: value ");
    }

    @Test
    void many_stars_take_no_time() {
        TagRules rules = TagRules.checked(List.of("*a".repeat(63) + "b"));
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> assertThat(rules.matches("a".repeat(400)))
                .isFalse());
    }
}
