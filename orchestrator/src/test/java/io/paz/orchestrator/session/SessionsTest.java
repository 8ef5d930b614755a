package io.paz.orchestrator.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.paz.testing.MovableClock;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SessionsTest {

    private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));
    private final Sessions sessions = new Sessions(clock, new Counter()::next);

    private static final class Counter {

        private int last;

        byte[] next() {
            return ByteBuffer.allocate(32).putInt(28, ++last).array();
        }
    }

    private Session signedIn() {
        return sessions.open(sessions.newTicket().text(), "10.0.0.1").orElseThrow();
    }

    @Test
    void a_ticket_works_once() {
        Ticket ticket = sessions.newTicket();
        Session session = sessions.open(ticket.text(), "10.0.0.1").orElseThrow();
        assertThat(sessions.open(ticket.text(), "10.0.0.1")).isEmpty();
        assertThat(sessions.find(session.id())).contains(session);
        assertThat(session.csrfToken()).hasSize(64).isNotEqualTo(session.id());
    }

    @Test
    void a_ticket_works_for_ten_minutes() {
        Ticket early = sessions.newTicket();
        Ticket late = sessions.newTicket();
        clock.advance(Sessions.TICKET_LIFE.minusMillis(1));
        assertThat(sessions.open(early.text(), "10.0.0.1")).isPresent();
        clock.advance(Duration.ofMillis(1));
        assertThat(sessions.open(late.text(), "10.0.0.1")).isEmpty();
    }

    @Test
    void a_ticket_is_no_session_and_a_session_is_no_ticket() {
        Ticket ticket = sessions.newTicket();
        Session session = signedIn();
        assertThat(sessions.find(ticket.text())).isEmpty();
        assertThat(sessions.open(session.id(), "10.0.0.1")).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(sessions.find(null)).isEmpty();
    }

    @Test
    void a_session_that_is_used_stays_for_seven_days() {
        Session session = signedIn();
        Duration step = Sessions.IDLE.minusSeconds(1);
        for (Duration used = step; used.compareTo(Sessions.SESSION_LIFE) < 0; used = used.plus(step)) {
            clock.advance(step);
            assertThat(sessions.find(session.id())).isPresent();
        }
        clock.advance(step);
        assertThat(sessions.find(session.id())).isEmpty();
    }

    @Test
    void a_session_that_is_not_used_ends() {
        Session session = signedIn();
        clock.advance(Sessions.IDLE);
        assertThat(sessions.find(session.id())).isEmpty();
    }

    @Test
    void a_session_ends_when_it_is_told_to() {
        Session session = signedIn();
        Session other = signedIn();
        sessions.end(session);
        assertThat(sessions.find(session.id())).isEmpty();
        assertThat(sessions.find(other.id())).isPresent();
    }

    @Test
    void the_oldest_make_room() {
        Ticket ticket = sessions.newTicket();
        IntStream.range(0, Sessions.MAX_TICKETS).forEach(turn -> sessions.newTicket());
        assertThat(sessions.open(ticket.text(), "10.0.0.1")).isEmpty();
        Session session = signedIn();
        IntStream.range(0, Sessions.MAX_SESSIONS).forEach(turn -> signedIn());
        assertThat(sessions.find(session.id())).isEmpty();
    }
}
