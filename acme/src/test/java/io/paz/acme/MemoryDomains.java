package io.paz.acme;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** States in memory, which survive a keeper; writing can be made to fail, as if the process ended there. */
final class MemoryDomains implements DomainRepository {

    final Map<String, DomainState> states = new ConcurrentHashMap<>();
    volatile Predicate<DomainState> endsAt = state -> false;

    @Override
    public List<DomainState> all() {
        return List.copyOf(states.values());
    }

    @Override
    public Optional<DomainState> find(String domain) {
        return Optional.ofNullable(states.get(domain));
    }

    @Override
    public void save(DomainState state) {
        states.put(state.domain(), state);
        if (endsAt.test(state)) {
            throw new ProcessEndedError();
        }
    }

    @Override
    public void delete(String domain) {
        states.remove(domain);
    }

    /** Nothing that handles failures sees it. */
    static final class ProcessEndedError extends Error {
        private static final long serialVersionUID = 1;
    }
}
