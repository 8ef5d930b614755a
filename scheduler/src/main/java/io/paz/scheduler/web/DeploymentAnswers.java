package io.paz.scheduler.web;

import io.paz.api.scheduler.DeployAnswer;
import io.paz.http.error.ApiException;
import io.paz.scheduler.deployment.Deployment;
import io.paz.scheduler.deployment.DeploymentState;
import io.paz.scheduler.document.DeploymentDocuments;
import io.paz.scheduler.queue.Ticket;
import java.util.concurrent.Callable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** Converts deployment tickets to HTTP answers. */
final class DeploymentAnswers {

    private DeploymentAnswers() {}

    /**
     * @param wait until its end, else until its instances are submitted or it is queued
     * @param statusCode written into the body
     */
    public static Mono<DeployAnswer> answer(Callable<Ticket<Deployment>> deployment, boolean wait, int statusCode) {
        return TicketAnswers.await(deployment, wait, late -> "the deployment is kept and goes on, see " + path(late))
                .map(DeploymentAnswers::requireGood)
                .map(good -> DeploymentDocuments.answer(good, statusCode));
    }

    private static Deployment requireGood(Deployment deployment) {
        if (deployment.state() == DeploymentState.FAILED) {
            throw new ApiException(HttpStatus.UNPROCESSABLE_CONTENT, "deployment_failed", told(deployment, "failed"));
        }
        if (deployment.state() == DeploymentState.ROLLED_BACK) {
            throw new ApiException(
                    HttpStatus.UNPROCESSABLE_CONTENT, "deployment_rolled_back", told(deployment, "was rolled back"));
        }
        if (deployment.state() == DeploymentState.SUPERSEDED) {
            throw ApiException.conflict("deployment_superseded", told(deployment, "was superseded"));
        }
        return deployment;
    }

    private static String told(Deployment deployment, String what) {
        return "%s %s: %s (see %s)".formatted(deployment.id(), what, deployment.reason(), path(deployment));
    }

    private static String path(Deployment deployment) {
        return DeploymentDocuments.answer(deployment, 0).deployment();
    }
}
