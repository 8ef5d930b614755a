package io.paz.orchestrator.people;

import java.util.List;

/** Durable storage of accounts. Blocks; what it was given is on disk when it returns. */
public interface PersonRepository {

    List<Person> all();

    /** Adds the person, or replaces the one of that name. */
    void put(Person person);

    void delete(String name);
}
