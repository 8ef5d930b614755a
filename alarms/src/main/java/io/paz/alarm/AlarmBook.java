package io.paz.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Alarms that go on, and conditions that may become some. Immutable; pure. */
final class AlarmBook {

    /** More than these are not kept, so that a platform in ruins does not fill a disk or a mailbox. */
    static final int MAX_ACTIVE = 500;

    private static final Comparator<AlarmKey> ORDER =
            Comparator.comparing(AlarmKey::rule).thenComparing(AlarmKey::subject);

    private final Map<AlarmKey, Instant> pending;
    private final Map<AlarmKey, Tracked> active;

    /** @param goneSince when its condition was not there for the first time; null while it is */
    private record Tracked(Alarm alarm, @Nullable Instant goneSince) {}

    /**
     * What follows of a look.
     *
     * @param changed alarms that are to be stored; another reason alone is not worth a write
     */
    record Turn(AlarmBook book, List<AlarmEvent> events, List<Alarm> changed) {}

    private AlarmBook(Map<AlarmKey, Instant> pending, Map<AlarmKey, Tracked> active) {
        this.pending = pending;
        this.active = active;
    }

    /** A book of the alarms that go on, as they were stored. */
    static AlarmBook of(Collection<Alarm> alarms) {
        Map<AlarmKey, Tracked> active = new LinkedHashMap<>();
        alarms.stream().filter(Alarm::isActive).forEach(alarm -> active.put(alarm.key(), new Tracked(alarm, null)));
        return new AlarmBook(Map.of(), active);
    }

    List<Alarm> active() {
        return active.values().stream().map(Tracked::alarm).toList();
    }

    /** @param rules all that there are, by name */
    Turn after(Look look, Map<String, AlarmRule> rules, Instant now) {
        return new Step(rules, now).take(look);
    }

    /** One step from this book to the next. */
    private final class Step {
        private final Map<String, AlarmRule> rules;
        private final Instant now;
        private final Map<AlarmKey, Instant> nextPending = new LinkedHashMap<>();
        private final Map<AlarmKey, Tracked> nextActive = new LinkedHashMap<>();
        private final List<AlarmEvent> events = new ArrayList<>();
        private final List<Alarm> changed = new ArrayList<>();

        Step(Map<String, AlarmRule> rules, Instant now) {
            this.rules = rules;
            this.now = now;
        }

        Turn take(Look look) {
            Map<AlarmKey, Condition> conditions = new TreeMap<>(ORDER);
            look.conditions().forEach(condition -> conditions.merge(condition.key(), condition, AlarmBook::worse));
            active.forEach((key, tracked) -> keep(key, tracked, conditions.remove(key), look));
            conditions.forEach(this::begin);
            pending.forEach((key, since) -> {
                if (!look.rules().contains(key.rule())) {
                    nextPending.putIfAbsent(key, since);
                }
            });
            return new Turn(new AlarmBook(nextPending, nextActive), events, changed);
        }

        private void keep(AlarmKey key, Tracked tracked, @Nullable Condition condition, Look look) {
            if (condition != null) {
                nextActive.put(key, new Tracked(seenAgain(tracked.alarm, condition), null));
            } else if (!look.rules().contains(key.rule()) && rules.containsKey(key.rule())) {
                nextActive.put(key, tracked);
            } else {
                end(key, tracked);
            }
        }

        private Alarm seenAgain(Alarm before, Condition condition) {
            Alarm after = before.seenAgain(condition);
            if (after.severity() != before.severity()) {
                changed.add(after);
                events.add(new AlarmEvent(AlarmEvent.Kind.WORSENED, after));
            }
            return after;
        }

        /** A rule that an older version had ends at once. */
        private void end(AlarmKey key, Tracked tracked) {
            Instant gone = tracked.goneSince == null ? now : tracked.goneSince;
            AlarmRule rule = rules.get(key.rule());
            Duration endAfter = rule == null ? Duration.ZERO : rule.endAfter();
            if (now.isBefore(gone.plus(endAfter))) {
                nextActive.put(key, new Tracked(tracked.alarm, gone));
                return;
            }
            Alarm ended = tracked.alarm.endedAt(now);
            changed.add(ended);
            events.add(new AlarmEvent(AlarmEvent.Kind.ENDED, ended));
        }

        private void begin(AlarmKey key, Condition condition) {
            Instant since = pending.getOrDefault(key, now);
            if (now.isBefore(since.plus(condition.rule().raiseAfter())) || nextActive.size() >= MAX_ACTIVE) {
                if (nextPending.size() < MAX_ACTIVE) {
                    nextPending.put(key, since);
                }
                return;
            }
            Alarm raised =
                    new Alarm(key.rule(), key.subject(), condition.severity(), condition.reason(), since, now, null);
            nextActive.put(key, new Tracked(raised, null));
            changed.add(raised);
            events.add(new AlarmEvent(AlarmEvent.Kind.RAISED, raised));
        }
    }

    private static Condition worse(Condition one, Condition other) {
        return other.severity().compareTo(one.severity()) > 0 ? other : one;
    }
}
