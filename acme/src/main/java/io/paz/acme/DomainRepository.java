package io.paz.acme;

import java.util.List;
import java.util.Optional;

/** Where the states of the domains are kept; what was saved is on disk. */
public interface DomainRepository {

    List<DomainState> all();

    Optional<DomainState> find(String domain);

    void save(DomainState state);

    void delete(String domain);
}
