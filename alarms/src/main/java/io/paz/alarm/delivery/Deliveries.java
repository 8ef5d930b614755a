package io.paz.alarm.delivery;

import io.paz.alarm.AlarmEvent;
import io.paz.alarm.Delivery;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers events to targets: each at least once and in order, again with growing pauses when it fails, for a day. A target that does not
 * answer holds up no other. For several threads.
 */
public final class Deliveries implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    private final TargetRepository targets;
    private final DeliveryRepository pending;
    private final Sender sender;
    private final String platform;
    private final Clock clock;
    private final Map<String, TargetStatus> statuses = new ConcurrentHashMap<>();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** One thread for each target at most. */
    private final ExecutorService threads = Executors.newCachedThreadPool(Deliveries::daemon);

    /** @param platform name of the platform, for people */
    public Deliveries(
            TargetRepository targets, DeliveryRepository pending, Sender sender, String platform, Clock clock) {
        this.targets = targets;
        this.pending = pending;
        this.sender = sender;
        this.platform = platform;
        this.clock = clock;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "alarm-delivery");
        thread.setDaemon(true);
        return thread;
    }

    /** What is to be delivered of an event. */
    public List<Delivery> of(AlarmEvent event) {
        Instant now = clock.instant();
        return targets.all().stream()
                .filter(target -> target.hears(event.alarm().severity()))
                .map(target -> Delivery.of(event, target.name(), now))
                .toList();
    }

    /** Begins to deliver what is due to each target that no delivery is under way to. */
    public void deliver() {
        Set<String> waiting = pending.pending().stream().map(Delivery::target).collect(Collectors.toSet());
        List<AlarmTarget> all = targets.all();
        for (AlarmTarget target : all) {
            if (waiting.contains(target.name())
                    && status(target.name()).mayTry(clock.instant())
                    && busy.add(target.name())) {
                threads.execute(() -> deliver(target));
            }
        }
        statuses.keySet().retainAll(all.stream().map(AlarmTarget::name).toList());
    }

    private void deliver(AlarmTarget target) {
        try {
            List<Delivery> its = pending.pending().stream()
                    .filter(delivery -> delivery.target().equals(target.name()))
                    .toList();
            carryOut(target, DeliveryPlan.of(target, its, clock.instant()));
        } catch (RuntimeException e) {
            log.error("Alarm target {}: a delivery failed; it is tried again", target.name(), e);
        } finally {
            busy.remove(target.name());
        }
    }

    private void carryOut(AlarmTarget target, DeliveryPlan plan) {
        if (!plan.drop().isEmpty()) {
            log.info(
                    "Alarm target {}: {} notifications are out of date, and dropped",
                    target.name(),
                    plan.drop().size());
            pending.remove(plan.drop());
        }
        for (Delivery delivery : plan.send()) {
            try {
                attempt(target, Notification.of(delivery.id(), platform, delivery.event()));
            } catch (DeliveryException e) {
                return;
            }
            pending.remove(List.of(delivery));
        }
    }

    private void attempt(AlarmTarget target, Notification notification) throws DeliveryException {
        try {
            sender.send(target.channel(), notification);
        } catch (DeliveryException e) {
            TargetStatus failed = status(target.name()).failed(e.getMessage(), clock.instant());
            if (statuses.put(target.name(), failed) == null || failed.failures() == 1) {
                log.warn(
                        "Alarm target {} cannot be reached: {}; next attempt at {}",
                        target.name(),
                        e.getMessage(),
                        failed.retryAt());
            }
            throw e;
        }
        statuses.put(target.name(), status(target.name()).delivered(clock.instant()));
    }

    /** How deliveries to a target went. */
    public TargetStatus status(String target) {
        return statuses.getOrDefault(target, TargetStatus.NEW);
    }

    /**
     * Sends a notification to one target at once, in quiet hours too.
     *
     * @throws DeliveryException when it did not arrive
     */
    public void test(AlarmTarget target, AlarmEvent event) throws DeliveryException {
        attempt(
                target,
                Notification.of(
                        Delivery.of(event, target.name(), clock.instant()).id(), platform, event));
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
