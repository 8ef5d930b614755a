package io.paz.cli.manifest;

import io.paz.cli.api.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Applies changes in an order that works: one that the platform refuses as a conflict waits for those after it, as long as any of them is done. */
public final class PlanExecution {

    private static final int CONFLICT = 409;

    private PlanExecution() {}

    public static void run(List<Change> changes, Platform platform, Consumer<Change> done) {
        List<Change> pending = new ArrayList<>(changes);
        while (!pending.isEmpty()) {
            pending = round(pending, platform, done);
        }
    }

    private static List<Change> round(List<Change> pending, Platform platform, Consumer<Change> done) {
        List<Change> refused = new ArrayList<>();
        for (Change change : pending) {
            try {
                platform.apply(change);
                done.accept(change);
            } catch (RefusedException e) {
                refused.add(change);
                if (e.httpStatus() != CONFLICT || refused.size() == pending.size()) {
                    throw e;
                }
            }
        }
        return refused;
    }
}
