package io.paz.scheduler.hook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a delivery reports. */
public sealed interface HookEvent {

    /**
     * An image was pushed.
     *
     * @param repository with its registry where the system names it
     * @param images what was pushed; one, or several tags of one push
     * @param identity tells this push from every other one; null where the delivery as a whole does
     */
    record ImagePush(
            String repository,
            List<PushedImage> images,
            @Nullable String identity) implements HookEvent {

        public ImagePush {
            images = List.copyOf(images);
        }

        public static ImagePush of(String repository, @Nullable String tag, @Nullable String digest) {
            return new ImagePush(repository, List.of(new PushedImage(tag, digest)), null);
        }
    }

    /** A tag, a digest or both. */
    record PushedImage(@Nullable String tag, @Nullable String digest) {

        @Override
        public String toString() {
            return (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
        }
    }

    /**
     * A ref of a Git repository has a new commit, or a build of it succeeded.
     *
     * @param what for people, such as {@code push to team/app}
     * @param name short: {@code main} of {@code refs/heads/main}
     * @param branch whether it is a branch, not a tag
     * @param defaultBranch of the repository; null where the system does not report it
     */
    record RefUpdate(
            String what,
            String name,
            boolean branch,
            String commit,
            @Nullable String defaultBranch) implements HookEvent {}

    /** Anything that deploys nothing, such as a ping. */
    record Irrelevant(String why) implements HookEvent {}
}
