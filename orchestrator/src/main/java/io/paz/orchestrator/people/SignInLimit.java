package io.paz.orchestrator.people;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How often a password may be tried: so many failures per address, and per account and address, within a quarter of an hour, and
 * so many per account from wherever. The last one does not concern an address that the account was signed in from before, so that
 * no stranger locks a person out. In memory, bounded, safe for threads.
 */
final class SignInLimit {

    static final Duration WINDOW = Duration.ofMinutes(15);
    static final int MAX_PER_ADDRESS = 30;
    static final int MAX_PER_ACCOUNT_AND_ADDRESS = 5;
    static final int MAX_PER_ACCOUNT = 50;

    private static final int MAX_REMEMBERED = 10_000;

    private final Clock clock;
    private final Map<String, Deque<Instant>> failures = bounded();
    private final Map<String, Boolean> known = bounded();

    SignInLimit(Clock clock) {
        this.clock = clock;
    }

    private static <V> Map<String, V> bounded() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > MAX_REMEMBERED;
            }
        };
    }

    /** How long this address must wait before it tries this account again; empty when it need not. Counts as a try that failed. */
    synchronized Optional<Duration> begin(String account, String address) {
        Optional<Duration> wait = longest(
                wait(ofAddress(address), MAX_PER_ADDRESS),
                wait(ofBoth(account, address), MAX_PER_ACCOUNT_AND_ADDRESS),
                known.containsKey(ofBoth(account, address))
                        ? Optional.empty()
                        : wait(ofAccount(account), MAX_PER_ACCOUNT));
        if (wait.isEmpty()) {
            add(ofAddress(address), MAX_PER_ADDRESS);
            add(ofBoth(account, address), MAX_PER_ACCOUNT_AND_ADDRESS);
            add(ofAccount(account), MAX_PER_ACCOUNT);
        }
        return wait;
    }

    /** The try was none that failed. */
    synchronized void succeeded(String account, String address) {
        failures.remove(ofBoth(account, address));
        removeLast(ofAddress(address));
        removeLast(ofAccount(account));
        known.put(ofBoth(account, address), true);
    }

    /** The try was neither right nor wrong. */
    synchronized void withdraw(String account, String address) {
        removeLast(ofBoth(account, address));
        removeLast(ofAddress(address));
        removeLast(ofAccount(account));
    }

    private void removeLast(String key) {
        Deque<Instant> times = failures.get(key);
        if (times != null) {
            times.pollLast();
        }
    }

    @SafeVarargs
    private static Optional<Duration> longest(Optional<Duration>... waits) {
        Optional<Duration> longest = Optional.empty();
        for (Optional<Duration> wait : waits) {
            if (longest.isEmpty() || wait.isPresent() && wait.get().compareTo(longest.get()) > 0) {
                longest = wait;
            }
        }
        return longest;
    }

    private Optional<Duration> wait(String key, int max) {
        Deque<Instant> times = failures.get(key);
        if (times == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        times.removeIf(time -> !time.plus(WINDOW).isAfter(now));
        return times.size() < max
                ? Optional.empty()
                : Optional.of(Duration.between(now, times.getFirst().plus(WINDOW)));
    }

    private void add(String key, int max) {
        Deque<Instant> times = failures.computeIfAbsent(key, none -> new ArrayDeque<>());
        times.addLast(clock.instant());
        while (times.size() > max) {
            times.removeFirst();
        }
    }

    private static String ofAddress(String address) {
        return "address " + address;
    }

    private static String ofAccount(String account) {
        return "account " + account;
    }

    private static String ofBoth(String account, String address) {
        return "both " + account + " " + address;
    }
}
