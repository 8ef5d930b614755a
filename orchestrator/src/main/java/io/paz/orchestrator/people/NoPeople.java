package io.paz.orchestrator.people;

import io.paz.http.error.ApiException;
import java.util.List;

/** Accounts of an orchestrator without a data folder: there are none, and none can be made. */
public final class NoPeople implements PersonRepository {

    @Override
    public List<Person> all() {
        return List.of();
    }

    @Override
    public void put(Person person) {
        throw ApiException.conflict("no_data", "--data: none (expected: a folder, for accounts to be kept in)");
    }

    @Override
    public void delete(String name) {
        throw new IllegalStateException("there is no person " + name);
    }
}
