package io.paz.scheduler.deployment;

import io.paz.scheduler.deployment.engine.Part;
import io.paz.scheduler.deployment.release.Release;
import io.paz.scheduler.deployment.release.ReleaseId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One deployment, from its acceptance to its end and for ever after. Immutable: each change is a new value, which is on disk
 * before the next side effect.
 *
 * @param parts what the engine is to hold, with hashes
 * @param replaces versions that served when it started, oldest first
 * @param strategy by which it takes over; null before it started
 * @param completedTasks how many tasks of its plan are done; a run that was cut off goes on after them
 * @param undoneTasks how many tasks of the way back are done, after it failed
 * @param serving whether it is done and no later one has replaced it
 * @param reason why it failed or was superseded; set while it still runs, its parts are being taken down
 * @param lastLines of the container that failed
 */
public record Deployment(
        Release release,
        List<Part> parts,
        List<Integer> replaces,
        @Nullable String strategy,
        int completedTasks,
        int undoneTasks,
        DeploymentState state,
        boolean serving,
        Instant createdAt,
        @Nullable Instant finishedAt,
        @Nullable String reason,
        @Nullable List<String> lastLines,
        List<Step> steps) {

    public Deployment {
        parts = List.copyOf(parts);
        replaces = List.copyOf(replaces);
        lastLines = lastLines == null ? null : List.copyOf(lastLines);
        steps = List.copyOf(steps);
    }

    /** @param evidence who or what asked for it */
    public static Deployment accepted(Release release, List<Part> parts, String evidence, Instant now) {
        Step step = new Step("accepted", now, evidence);
        return new Deployment(
                release,
                parts,
                List.of(),
                null,
                0,
                0,
                DeploymentState.QUEUED,
                false,
                now,
                null,
                null,
                null,
                List.of(step));
    }

    public ReleaseId id() {
        return release.id();
    }

    /** Whether it goes back: it failed, but not everything of it is gone. */
    boolean isAbandoned() {
        return state == DeploymentState.RUNNING && reason != null;
    }

    /**
     * @param chosen strategy
     * @param why that one, for people
     */
    public Deployment started(List<Integer> serving, String chosen, String why, Instant now) {
        String evidence = serving.isEmpty() ? why : "serving: " + serving + "; " + why;
        return new Deployment(
                release,
                parts,
                serving,
                chosen,
                0,
                0,
                DeploymentState.RUNNING,
                false,
                createdAt,
                null,
                null,
                null,
                and("started", evidence, now));
    }

    Deployment completed(Task task, String evidence, Instant now) {
        List<Step> longer = and(task.kind().step(), evidence + " (" + task.reason() + ")", now);
        return new Deployment(
                release,
                parts,
                replaces,
                strategy,
                completedTasks + 1,
                undoneTasks,
                state,
                serving,
                createdAt,
                finishedAt,
                reason,
                lastLines,
                longer);
    }

    public Deployment done(Instant now) {
        return ended(DeploymentState.DONE, true, reason, now, "done", "version " + id().version() + " serves alone");
    }

    Deployment abandoned(String why, @Nullable List<String> lines, Instant now) {
        return new Deployment(
                release,
                parts,
                replaces,
                strategy,
                completedTasks,
                undoneTasks,
                state,
                serving,
                createdAt,
                finishedAt,
                why,
                lines,
                and("abandoned", why, now));
    }

    Deployment undone(Task task, String evidence, Instant now) {
        return new Deployment(
                release,
                parts,
                replaces,
                strategy,
                completedTasks,
                undoneTasks + 1,
                state,
                serving,
                createdAt,
                finishedAt,
                reason,
                lastLines,
                and(task.kind().step(), evidence + " (" + task.reason() + ")", now));
    }

    Deployment failed(Instant now) {
        return ended(DeploymentState.FAILED, false, reason, now, "failed", "nothing of it is left running");
    }

    Deployment superseded(String why, Instant now) {
        return ended(DeploymentState.SUPERSEDED, false, why, now, "superseded", why);
    }

    /** It serves no longer. */
    public Deployment retired() {
        return new Deployment(
                release,
                parts,
                replaces,
                strategy,
                completedTasks,
                undoneTasks,
                state,
                false,
                createdAt,
                finishedAt,
                reason,
                lastLines,
                steps);
    }

    private Deployment ended(
            DeploymentState end, boolean nowServing, @Nullable String why, Instant now, String step, String evidence) {
        return new Deployment(
                release,
                parts,
                replaces,
                strategy,
                completedTasks,
                undoneTasks,
                end,
                nowServing,
                createdAt,
                now,
                why,
                lastLines,
                and(step, evidence, now));
    }

    private List<Step> and(String name, String evidence, Instant now) {
        List<Step> longer = new ArrayList<>(steps);
        longer.add(new Step(name, now, evidence));
        return longer;
    }
}
