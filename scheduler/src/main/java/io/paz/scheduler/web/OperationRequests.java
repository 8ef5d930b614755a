package io.paz.scheduler.web;

import io.paz.api.scheduler.ScaleRequest;
import io.paz.http.error.ApiException;
import io.paz.scheduler.directory.RemoteDirectory;
import io.paz.scheduler.operation.Operation;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.request.Requester;
import io.paz.scheduler.service.OperationService;
import io.paz.scheduler.service.OperationService.Request;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Validates and submits operations. */
final class OperationRequests {

    private final OperationService operations;
    private final RemoteDirectory directory;

    OperationRequests(OperationService operations, RemoteDirectory directory) {
        this.operations = operations;
        this.directory = directory;
    }

    Mono<Ticket<Operation>> scale(String name, ScaleRequest body, @Nullable String key, Requester requester) {
        Integer instances = body.instances();
        if (instances == null) {
            throw ApiException.invalidField("instances", null, "a whole number from 1");
        }
        OperationService.requireInstances(instances);
        Request request = request(name, "scale", key, requester);
        return directory
                .byName(name)
                .switchIfEmpty(Mono.error(() -> ApiException.notFound(
                        "service: value " + name + " (expected: a service of the service directory)")))
                .map(service -> service.config().numInstances())
                .flatMap(listed -> Blocking.call(() -> operations.scale(request, instances, listed)));
    }

    Mono<Ticket<Operation>> stop(String name, @Nullable String key, Requester requester) {
        Request request = request(name, "stop", key, requester);
        return Blocking.call(() -> operations.stop(request));
    }

    Mono<Ticket<Operation>> start(String name, @Nullable String key, Requester requester) {
        Request request = request(name, "start", key, requester);
        return Blocking.call(() -> operations.start(request));
    }

    static Request request(String service, String route, @Nullable String key, Requester requester) {
        String evidence = route.equals("restart") ? route : "POST /services/" + service + "/" + route;
        return new Request(service, HookRequests.requireShort(key), evidence, requester);
    }
}
