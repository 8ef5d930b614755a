package io.paz.announcer;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One registered instance: waits for its container, checks it, and is announced while it is healthy. Decides only; what it decides is
 * carried out by its {@link InstanceEffects}. For one thread.
 */
final class Instance {

    /** How long a reading may be used to write a key, beyond the time to the next one. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    private static final Duration QUICK = Duration.ofMillis(10);
    private static final Duration SOON = Duration.ofMillis(50);
    private static final Duration LATER = Duration.ofSeconds(1);
    private static final int QUICK_CHECKS = 20;
    private static final int SOON_CHECKS = 200;

    private final Registration registration;
    private final String hostIp;
    private final InstanceEffects effects;

    private @Nullable ContainerState container;
    private String reported = "";
    private long checkNumber;
    private int passed;
    private int failed;
    private int attempts;
    private long begun;
    private long lastResult;
    /** What is wanted in etcd. */
    private @Nullable String address;
    /** What is known to be there. */
    private @Nullable String present;

    private boolean decided;

    Instance(Registration registration, String hostIp, InstanceEffects effects) {
        this.registration = registration;
        this.hostIp = hostIp;
        this.effects = effects;
    }

    Registration registration() {
        return registration;
    }

    /** Whether it is known if the instance is to be announced. */
    boolean isDecided() {
        return decided;
    }

    /** Address that is announced now; empty without one. */
    String address() {
        return present == null ? "" : present;
    }

    /** Whether the check of that number is still wanted. */
    boolean awaits(long number) {
        return container != null && number == checkNumber;
    }

    @Nullable
    ContainerState container() {
        return container;
    }

    /** The engine did not answer; the container may run or not. */
    void engineFailed(String reason) {
        if (container == null) {
            report("not announced: " + reason);
        }
    }

    /** The engine's answer; empty when no such container runs. */
    void found(Optional<ContainerState> answer, long now) {
        ContainerState known = container;
        if (known != null && answer.filter(known::isSameRun).isPresent()) {
            container = answer.get();
            return;
        }
        end();
        if (answer.isPresent() && !answer.get().platform().equals(registration.platform())) {
            decided = true;
            report("not announced: container " + registration.container() + " is not of this platform");
        } else if (answer.isPresent() && answer.get().hostPort() != null) {
            begin(answer.get(), now);
        } else {
            decided = true;
        }
    }

    private void begin(ContainerState started, long now) {
        container = started;
        begun = now;
        reported = "";
        decided = false;
        effects.print(
                "container " + started.id() + " of image " + started.image() + " started at " + started.started());
        passed = 0;
        failed = 0;
        attempts = 0;
        checkAfter(Duration.ZERO);
    }

    /** The container ended. */
    void end() {
        container = null;
        checkNumber++;
        withdraw();
    }

    void health(String status) {
        ContainerState known = container;
        if (known != null) {
            container = known.withHealth(status);
            if (!registration.check().isHttp()) {
                checkAfter(Duration.ZERO);
            }
        }
    }

    private void checkAfter(Duration delay) {
        ContainerState known = container;
        if (known != null) {
            effects.check(known, delay, ++checkNumber);
        }
    }

    /** Result of a check; one that was overtaken by an event is dropped. */
    void checked(long number, CheckResult result, long now) {
        if (container == null || number != checkNumber) {
            return;
        }
        lastResult = now;
        if (result.passed()) {
            failed = 0;
            passed++;
            announceOrWait();
        } else {
            passed = 0;
            failed++;
            withdrawOrWait(result.reason());
        }
    }

    private void announceOrWait() {
        ContainerState known = container;
        if (address == null && passed >= registration.check().rise() && known != null) {
            address = hostIp + ":" + known.hostPort();
            decided = true;
            noteStillPresent();
        }
        confirm(lastResult);
        checkAfter(address == null ? registration.check().interval() : registration.untilNextCheck(lastResult));
    }

    /** It was healthy again before its key was deleted. */
    private void noteStillPresent() {
        String value = present;
        if (value != null && value.equals(address)) {
            written(value);
        }
    }

    private void withdrawOrWait(String reason) {
        if (address == null) {
            decided = decided || lastResult - begun >= timeToFall().toNanos();
            report("not announced: " + reason);
            checkAfter(patience());
        } else if (failed >= registration.check().fall()) {
            report("not announced: " + reason);
            attempts = SOON_CHECKS;
            withdraw();
            checkAfter(LATER);
        } else {
            checkAfter(registration.check().interval());
        }
    }

    private Duration timeToFall() {
        return registration.check().interval().multipliedBy(registration.check().fall());
    }

    /** Often at first, so that a quick container is announced quickly; then gently. */
    private Duration patience() {
        attempts++;
        if (attempts < QUICK_CHECKS) {
            return QUICK;
        }
        return attempts < SOON_CHECKS ? SOON : LATER;
    }

    /** The container is known to run now; the last check may be too old to announce it by. */
    void confirm(long now) {
        String wanted = address;
        Duration valid = registration
                .check()
                .interval()
                .plus(registration.check().timeout())
                .plus(GRACE);
        if (wanted != null && now - lastResult <= valid.toNanos()) {
            effects.announce(wanted, GRACE);
        }
    }

    private void withdraw() {
        if (address != null) {
            address = null;
            effects.withdraw();
        }
    }

    /** The sidekick leaves. */
    void close() {
        checkNumber++;
        container = null;
        withdraw();
    }

    void written(String value) {
        boolean again = present == null || !reported.isEmpty();
        present = value;
        if (again && value.equals(address)) {
            reported = "";
            effects.print("announced " + value);
        }
    }

    void deleted() {
        String gone = present;
        present = null;
        if (gone != null) {
            effects.print("withdrew " + gone);
        }
    }

    void etcdFailed(String reason) {
        if (address != null) {
            report((present == null ? "not announced: " : "not renewed: ") + reason);
        } else if (present != null) {
            report("not withdrawn yet: " + reason);
        }
    }

    /** All keys are as they should be. */
    void etcdSucceeded() {
        String value = present;
        if (value != null && value.equals(address) && reported.startsWith("not renewed: ")) {
            reported = "";
            effects.print("announced " + value);
        }
    }

    /** Prints why the instance is not announced, once. */
    private void report(String line) {
        if (!line.equals(reported)) {
            reported = line;
            effects.print(line);
        }
    }

    /** What a sidekick that registers again has to know. */
    void repeat() {
        ContainerState known = container;
        if (known != null) {
            effects.print("container " + known.id() + " of image " + known.image() + " started at " + known.started());
        }
        if (!reported.isEmpty()) {
            effects.print(reported);
        } else if (present != null) {
            effects.print("announced " + present);
        }
    }
}
