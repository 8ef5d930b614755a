package io.paz.scheduler.web;

import io.paz.api.scheduler.DeployAnswer;
import io.paz.api.scheduler.DeployAnswer.DeployedService;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Result of a push for one service: an answer, or the failure that stands in its place. */
record PushOutcome(
        String service,
        @Nullable DeployAnswer answer,
        @Nullable Throwable failure) {

    public static Mono<PushOutcome> of(String service, Mono<DeployAnswer> deployment) {
        return deployment
                .map(answer -> new PushOutcome(service, answer, null))
                .onErrorResume(failure -> Mono.just(new PushOutcome(service, null, failure)));
    }

    /** The answer of the first that was deployed, and of several services all outcomes; a failure where none was. */
    public static Mono<DeployAnswer> answer(List<PushOutcome> outcomes) {
        return outcomes.stream()
                .map(PushOutcome::answer)
                .filter(Objects::nonNull)
                .findFirst()
                .map(first -> outcomes.size() == 1
                        ? first
                        : first.with(
                                outcomes.stream().map(PushOutcome::document).toList()))
                .map(Mono::just)
                .orElseGet(
                        () -> Mono.error(Objects.requireNonNull(outcomes.get(0).failure())));
    }

    private DeployedService document() {
        return answer == null
                ? new DeployedService(
                        service,
                        null,
                        null,
                        null,
                        String.valueOf(Objects.requireNonNull(failure).getMessage()))
                : new DeployedService(service, answer.version(), answer.deployment(), answer.state(), null);
    }
}
