package io.paz.scheduler.web;

import io.paz.api.scheduler.DeployAnswer;
import io.paz.engine.ReleaseId;
import io.paz.http.error.ApiException;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.document.DeploymentDocuments;
import io.paz.scheduler.queue.Ticket;
import io.paz.scheduler.service.DeploymentService;
import io.paz.scheduler.web.progress.ProgressReport;
import java.util.concurrent.Callable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import reactor.core.publisher.Mono;

/** Converts deployment tickets to HTTP answers. */
final class DeploymentAnswers {

    private static final int OK = 200;

    private final DeploymentService deployments;

    DeploymentAnswers(DeploymentService deployments) {
        this.deployments = deployments;
    }

    /** Answers as the client waits: with each step, at the end, or once its instances are submitted or it is queued. */
    Mono<ResponseEntity<DeployAnswer>> answer(Callable<Ticket<Deployment>> deployment, Waiting waiting) {
        Mono<Ticket<Deployment>> accepted = Blocking.call(deployment);
        return waiting.steps().isPresent()
                ? accepted.flatMap(ticket -> follow(ticket.accepted().id(), waiting))
                : single(accepted, waiting.untilEnd(), OK).map(ResponseEntity::ok);
    }

    /**
     * Answers once its instances are submitted or it is queued.
     *
     * @param statusCode written into the body
     */
    static Mono<DeployAnswer> accepted(Callable<Ticket<Deployment>> deployment, int statusCode) {
        return single(Blocking.call(deployment), false, statusCode);
    }

    /** Shows each step of a deployment. */
    <T> Mono<T> follow(ReleaseId id, Waiting waiting) {
        return waiting.follow(() -> ProgressReport.of(deployments.require(id)));
    }

    private static Mono<DeployAnswer> single(Mono<Ticket<Deployment>> accepted, boolean untilEnd, int statusCode) {
        return TicketAnswers.await(accepted, untilEnd, late -> "the deployment is kept and goes on, see " + path(late))
                .map(DeploymentAnswers::requireGood)
                .map(good -> DeploymentDocuments.answer(good, statusCode));
    }

    private static Deployment requireGood(Deployment deployment) {
        if (deployment.state() == DeploymentState.FAILED) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "deployment_failed", message(deployment, "failed"));
        }
        if (deployment.state() == DeploymentState.ROLLED_BACK) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "deployment_rolled_back", message(deployment, "was rolled back"));
        }
        if (deployment.state() == DeploymentState.SUPERSEDED) {
            throw ApiException.conflict("deployment_superseded", message(deployment, "was superseded"));
        }
        return deployment;
    }

    private static String message(Deployment deployment, String what) {
        return "%s %s: %s (see %s)".formatted(deployment.id(), what, deployment.reason(), path(deployment));
    }

    private static String path(Deployment deployment) {
        return DeploymentDocuments.answer(deployment, 0).deployment();
    }
}
