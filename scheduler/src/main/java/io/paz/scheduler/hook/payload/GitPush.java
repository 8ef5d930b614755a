package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.HookEvent;
import io.paz.scheduler.hook.HookEvent.Irrelevant;
import io.paz.scheduler.hook.HookEvent.RefUpdate;
import io.paz.scheduler.hook.Shown;
import java.util.Optional;

/** Push to a Git repository; all Git servers report it in nearly the same form. */
final class GitPush {

    private static final String BRANCH = "refs/heads/";
    private static final String TAG = "refs/tags/";

    private GitPush() {}

    /**
     * @param commit where the commit stands that the ref leads to; {@code after} may be an annotated tag
     * @param repository where the repository stands
     */
    static HookEvent read(Payload payload, String commit, String repository) {
        String ref = payload.required("ref");
        boolean branch = ref.startsWith(BRANCH);
        if (!branch && !ref.startsWith(TAG)) {
            throw payload.refused("ref", "one that begins with " + BRANCH + " or " + TAG);
        }
        Optional<String> after = payload.commit("after", "after");
        if (after.isEmpty()) {
            return new Irrelevant("the deletion of " + Shown.of(ref));
        }
        String name = payload.text(repository + ".full_name", repository + ".path_with_namespace")
                .orElse("a repository");
        return new RefUpdate(
                "push to " + Shown.of(name),
                ref.substring(branch ? BRANCH.length() : TAG.length()),
                branch,
                payload.commit(commit, "after").orElse(after.get()),
                payload.text(repository + ".default_branch").orElse(null));
    }
}
