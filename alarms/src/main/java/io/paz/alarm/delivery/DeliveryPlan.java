package io.paz.alarm.delivery;

import io.paz.alarm.AlarmEvent.Kind;
import io.paz.alarm.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What to do about the deliveries of one target now. Pure.
 *
 * @param send in this order
 * @param drop that are not sent any more
 */
record DeliveryPlan(List<Delivery> send, List<Delivery> drop) {

    /** What is older is news no longer. */
    static final Duration MAX_AGE = Duration.ofDays(1);

    /** More than these wait for no target: the oldest are dropped. */
    static final int MAX_PENDING = 200;

    static DeliveryPlan of(AlarmTarget target, List<Delivery> pending, Instant now) {
        Set<Delivery> dropped = new HashSet<>(pending.subList(0, Math.max(0, pending.size() - MAX_PENDING)));
        pending.stream()
                .filter(delivery -> delivery.createdAt().plus(MAX_AGE).isBefore(now))
                .forEach(dropped::add);
        List<Delivery> waiting = pending.stream()
                .filter(delivery -> isQuiet(target, delivery, now))
                .toList();
        pending.stream()
                .filter(end -> end.event().kind() == Kind.ENDED)
                .forEach(end -> dropPair(end, waiting, dropped));
        List<Delivery> send = new ArrayList<>(pending);
        send.removeAll(dropped);
        send.removeAll(waiting);
        return new DeliveryPlan(send, pending.stream().filter(dropped::contains).toList());
    }

    private static boolean isQuiet(AlarmTarget target, Delivery delivery, Instant now) {
        return target.quietUntil(delivery.event().alarm().severity(), now).isPresent();
    }

    /** Nobody is woken later by an alarm that came and went while it was quiet. */
    private static void dropPair(Delivery end, List<Delivery> waiting, Set<Delivery> dropped) {
        List<Delivery> before = waiting.stream()
                .filter(delivery ->
                        delivery.event().alarm().id().equals(end.event().alarm().id()))
                .toList();
        if (before.stream().anyMatch(delivery -> delivery.event().kind() == Kind.RAISED)) {
            dropped.addAll(before);
            dropped.add(end);
        }
    }
}
