package io.paz.orchestrator.token;

import java.util.List;

/** Durable storage of tokens. Blocks; what it was given is on disk when it returns. */
public interface TokenRepository {

    List<ApiToken> all();

    /** Adds the token, or replaces the one with its id. */
    void put(ApiToken token);

    void delete(String id);
}
