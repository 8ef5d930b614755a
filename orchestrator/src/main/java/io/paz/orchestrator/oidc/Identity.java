package io.paz.orchestrator.oidc;

import java.util.List;

/**
 * Who a provider says that somebody is.
 *
 * @param account value of the claim that names accounts
 * @param groups values of the claim that gives roles; empty where none is configured
 */
public record Identity(String account, List<String> groups) {

    public Identity {
        groups = List.copyOf(groups);
    }
}
