package io.paz.orchestrator.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class SignInLimitTest {

    private final MovableClock clock = new MovableClock(Instant.EPOCH);
    private final SignInLimit limit = new SignInLimit(clock);

    private void fail(int times, String account, String address) {
        for (int i = 0; i < times; i++) {
            limit.begin(account, address);
        }
    }

    @Test
    void an_address_waits_after_five_failures_for_one_account() {
        fail(SignInLimit.MAX_PER_ACCOUNT_AND_ADDRESS, "ada", "10.0.0.1");
        assertThat(limit.begin("ada", "10.0.0.1")).contains(SignInLimit.WINDOW);
        assertThat(limit.begin("ada", "10.0.0.2")).isEmpty();
        assertThat(limit.begin("bob", "10.0.0.1")).isEmpty();
        clock.advance(SignInLimit.WINDOW);
        assertThat(limit.begin("ada", "10.0.0.1")).isEmpty();
    }

    @Test
    void an_address_waits_after_many_failures_for_whichever_accounts() {
        for (int i = 0; i < SignInLimit.MAX_PER_ADDRESS; i++) {
            assertThat(limit.begin("person" + i, "10.0.0.1")).isEmpty();
        }
        assertThat(limit.begin("another", "10.0.0.1")).isPresent();
    }

    @Test
    void strangers_do_not_lock_out_an_address_that_was_signed_in_from_before() {
        limit.begin("ada", "10.0.0.9");
        limit.succeeded("ada", "10.0.0.9");
        for (int i = 0; i < SignInLimit.MAX_PER_ACCOUNT; i++) {
            limit.begin("ada", "10.1.0." + i);
        }
        assertThat(limit.begin("ada", "10.2.0.1")).isPresent();
        assertThat(limit.begin("ada", "10.0.0.9")).isEmpty();
    }

    @Test
    void a_success_forgets_the_failures_before_it() {
        fail(SignInLimit.MAX_PER_ACCOUNT_AND_ADDRESS - 1, "ada", "10.0.0.1");
        limit.begin("ada", "10.0.0.1");
        limit.succeeded("ada", "10.0.0.1");
        fail(SignInLimit.MAX_PER_ACCOUNT_AND_ADDRESS, "ada", "10.0.0.1");
        assertThat(limit.begin("ada", "10.0.0.1")).isPresent();
    }

    @Test
    void waiting_gets_shorter() {
        fail(SignInLimit.MAX_PER_ACCOUNT_AND_ADDRESS, "ada", "10.0.0.1");
        clock.advance(Duration.ofMinutes(14));
        assertThat(limit.begin("ada", "10.0.0.1")).contains(Duration.ofMinutes(1));
    }
}
