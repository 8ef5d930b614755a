package io.paz.orchestrator.access;

import io.paz.http.access.Actor;
import io.paz.http.json.StrictJson;
import java.util.Optional;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares the service that only the body of a deployment names with what the caller may deploy. */
public final class DeployGuard {

    private final CallerCredential callers;
    private final StrictJson strict;
    private final JsonMapper json;

    public DeployGuard(CallerCredential callers, StrictJson strict, JsonMapper json) {
        this.callers = callers;
        this.strict = strict;
        this.json = json;
    }

    /** The caller of the request when it may deploy some services only; its body must be given to {@link #checked}. */
    public Optional<Caller> limitedCaller(ServerWebExchange exchange) {
        Actor.Kind kind = Actor.of(exchange).kind();
        return kind == Actor.Kind.TOKEN || kind == Actor.Kind.SESSION
                ? callers.callerOf(exchange.getRequest())
                        .filter(caller -> !caller.rights().deploysAll())
                : Optional.empty();
    }

    /**
     * The body, written anew, so that it means to its receiver what was compared here.
     *
     * @throws io.paz.http.error.ApiException with status 403 when it names a service that the caller may not deploy
     */
    public byte[] checked(Caller caller, byte[] body) {
        JsonNode tree = strict.tree(body);
        if (!caller.rights().mayDeploy(tree.path("serviceName").asString(""))) {
            throw CallerCredential.forbidden(caller);
        }
        return json.writeValueAsBytes(tree);
    }
}
