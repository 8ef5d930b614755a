package io.paz.orchestrator.people;

import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.people.Person.Invitation;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Accounts, in memory and on disk. {@link #find} does not block; the rest does. Safe for threads. */
public final class People {

    public static final Duration INVITATION_LIFE = Duration.ofDays(3);

    static final int MAX_PEOPLE = 1_000;

    private final PersonRepository repository;
    private final Clock clock;
    private final Supplier<byte[]> randoms;
    private final Map<String, Person> people = new ConcurrentHashMap<>();
    /** Compared where there is no password, so that an answer takes as long as where there is one. */
    private @Nullable String nobodysPassword;

    /** @param randoms 32 bytes each time, which nobody can foresee */
    public People(PersonRepository repository, Clock clock, Supplier<byte[]> randoms) {
        this.repository = repository;
        this.clock = clock;
        this.randoms = randoms;
        repository.all().forEach(person -> people.put(person.name(), person));
    }

    public Optional<Person> find(String name) {
        return Optional.ofNullable(people.get(name));
    }

    public List<Person> all() {
        return people.values().stream()
                .sorted(Comparator.comparing(Person::name))
                .toList();
    }

    /** Adds an account without a password. */
    public synchronized void add(String name, Role role, List<String> services) {
        if (people.containsKey(name)) {
            throw ApiException.conflict(
                    "name_taken", "name: value %s is taken (expected: another one)".formatted(name));
        }
        if (people.size() >= MAX_PEOPLE) {
            throw ApiException.conflict("too_many_people", "people: %d (expected: fewer)".formatted(people.size()));
        }
        put(new Person(name, role, services, clock.instant(), null, null, null));
    }

    public synchronized void change(String name, Role role, List<String> services) {
        put(required(name).with(role, services));
    }

    public synchronized void remove(String name) {
        required(name);
        repository.delete(name);
        people.remove(name);
    }

    /** A secret with which somebody may choose the password of this account, once; it replaces an earlier one. */
    public synchronized String invite(String name) {
        Person person = required(name);
        String secret = HexFormat.of().formatHex(randoms.get());
        put(person.invited(new Invitation(hash(secret), clock.instant().plus(INVITATION_LIFE))));
        return secret;
    }

    /** The person whose password this is. Takes as long when there is no such account. */
    public Optional<Person> signIn(String name, String password) {
        String nobodys = nobodysPassword();
        Optional<Person> person = find(name);
        String stored = person.map(Person::password).orElse(nobodys);
        boolean isRight = PasswordHash.isRight(password, stored);
        return person.filter(found -> isRight && found.password() != null);
    }

    /** Made by the first sign-in, whoever's it is: hashing takes a while, and most orchestrators have no accounts. */
    private synchronized String nobodysPassword() {
        String made = nobodysPassword == null ? stored(HexFormat.of().formatHex(randoms.get())) : nobodysPassword;
        nobodysPassword = made;
        return made;
    }

    /** Chooses a password with the secret of an invitation, which is used up; empty when it is unknown or expired. */
    public Optional<Person> accept(String secret, String password) {
        String hash = hash(secret);
        if (invited(hash).isEmpty()) {
            return Optional.empty();
        }
        String stored = stored(password);
        synchronized (this) {
            Optional<Person> person = invited(hash).map(found -> found.withPassword(stored));
            person.ifPresent(this::put);
            return person;
        }
    }

    /** Whose invitation this is the secret of; empty when it is unknown, used or expired. */
    Optional<Person> invitedBy(String secret) {
        return invited(hash(secret));
    }

    private Optional<Person> invited(String hash) {
        return people.values().stream()
                .filter(person -> person.invitation() != null
                        && MessageDigest.isEqual(bytes(person.invitation().hash()), bytes(hash))
                        && !person.invitation().isExpired(clock.instant()))
                .findFirst();
    }

    public void changePassword(String name, String password) {
        String stored = stored(password);
        synchronized (this) {
            put(required(name).withPassword(stored));
        }
    }

    /** Changes an account as the function returns it; empty when that returns none. */
    synchronized Optional<Person> update(String name, Function<Person, Optional<Person>> change) {
        Optional<Person> changed = change.apply(required(name));
        changed.ifPresent(this::put);
        return changed;
    }

    private void put(Person person) {
        repository.put(person);
        people.put(person.name(), person);
    }

    private Person required(String name) {
        return find(name)
                .orElseThrow(() -> ApiException.notFound("person: no such name (expected: one of GET /people)"));
    }

    private String stored(String password) {
        return PasswordHash.of(password, Arrays.copyOf(randoms.get(), PasswordHash.SALT_BYTES));
    }

    private static String hash(String secret) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(secret)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
