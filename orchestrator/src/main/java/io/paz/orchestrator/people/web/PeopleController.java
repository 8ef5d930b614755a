package io.paz.orchestrator.people.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.paz.api.Doc;
import io.paz.http.error.ApiException;
import io.paz.orchestrator.access.Role;
import io.paz.orchestrator.access.Scope;
import io.paz.orchestrator.people.People;
import io.paz.orchestrator.people.Person;
import io.paz.orchestrator.people.SecondFactors;
import io.paz.orchestrator.session.Sessions;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Adds, changes, invites and removes people. */
@RestController
@RequestMapping("/people")
public final class PeopleController {

    private static final int MAX_SERVICES = 100;

    private final People people;
    private final SecondFactors factors;
    private final Sessions sessions;

    public PeopleController(People people, SecondFactors factors, Sessions sessions) {
        this.people = people;
        this.factors = factors;
        this.sessions = sessions;
    }

    record NewPerson(
            @Nullable String name,
            @Nullable String role,
            @Nullable List<String> services) {}

    record RoleChange(@Nullable String role, @Nullable List<String> services) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PersonDocument(
            String name,
            String role,
            List<String> services,
            long createdAt,
            boolean hasPassword,
            boolean hasSecondFactor,
            @Nullable Long invitedUntil,
            @Nullable String invitation) {}

    @GetMapping
    Doc<List<PersonDocument>> all() {
        return new Doc<>(
                people.all().stream().map(person -> document(person, null)).toList());
    }

    /** The answer holds the secret of the invitation, which nobody can read again. */
    @PostMapping
    Mono<ResponseEntity<Doc<PersonDocument>>> add(@RequestBody NewPerson request) {
        String name = checkedName(request.name());
        Role role = checkedRole(request.role());
        List<String> services = checkedServices(role, request.services());
        return blocking(() -> {
            people.add(name, role, services);
            return invited(name);
        });
    }

    /** Another invitation: for one that was lost or expired, and for a password that was forgotten. */
    @PostMapping("/{name}/invitation")
    Mono<ResponseEntity<Doc<PersonDocument>>> invite(@PathVariable String name) {
        return blocking(() -> invited(name));
    }

    private ResponseEntity<Doc<PersonDocument>> invited(String name) {
        String invitation = people.invite(name);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new Doc<>(document(people.find(name).orElseThrow(), invitation)));
    }

    @PutMapping("/{name}")
    Mono<Doc<PersonDocument>> change(@PathVariable String name, @RequestBody RoleChange change) {
        Role role = checkedRole(change.role());
        List<String> services = checkedServices(role, change.services());
        return blocking(() -> {
            people.change(name, role, services);
            return new Doc<>(document(people.find(name).orElseThrow(), null));
        });
    }

    @DeleteMapping("/{name}")
    Mono<ResponseEntity<Void>> remove(@PathVariable String name) {
        return blocking(() -> {
            people.remove(name);
            sessions.endAllOf(name, null);
            return ResponseEntity.noContent().build();
        });
    }

    /** For somebody who has lost authenticator and recovery codes. */
    @DeleteMapping("/{name}/second-factor")
    Mono<ResponseEntity<Void>> removeSecondFactor(@PathVariable String name) {
        return blocking(() -> {
            factors.remove(name);
            return ResponseEntity.noContent().build();
        });
    }

    private static <T> Mono<T> blocking(Supplier<T> action) {
        return Mono.fromSupplier(action).subscribeOn(Schedulers.boundedElastic());
    }

    private static String checkedName(@Nullable String name) {
        if (name == null || !Person.isName(name)) {
            throw ApiException.invalidField("name", name, "1 to 60 of a-z, 0-9 and ._@-, first a letter or digit");
        }
        return name;
    }

    private static Role checkedRole(@Nullable String role) {
        return Optional.ofNullable(role)
                .flatMap(Role::of)
                .orElseThrow(() -> ApiException.invalidField("role", role, "viewer, deployer or administrator"));
    }

    private static List<String> checkedServices(Role role, @Nullable List<String> services) {
        List<String> given = Objects.requireNonNullElse(services, List.of());
        boolean valid =
                given.size() <= MAX_SERVICES && given.stream().allMatch(name -> Scope.isValid("deploy:" + name));
        if (!valid || role != Role.DEPLOYER && !given.isEmpty()) {
            throw ApiException.invalidField("services", given.toString(), "names of services, of a deployer only");
        }
        return given.stream().distinct().sorted().toList();
    }

    private static PersonDocument document(Person person, @Nullable String invitation) {
        return new PersonDocument(
                person.name(),
                person.role().text(),
                person.services(),
                person.createdAt().toEpochMilli(),
                person.password() != null,
                person.asksForCode(),
                Optional.ofNullable(person.invitation())
                        .map(made -> made.expiresAt().toEpochMilli())
                        .orElse(null),
                invitation);
    }
}
