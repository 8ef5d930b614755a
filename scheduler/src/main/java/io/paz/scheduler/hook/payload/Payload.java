package io.paz.scheduler.hook.payload;

import io.paz.scheduler.hook.Shown;
import io.paz.scheduler.request.DeploymentRefusedException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Reads fields of a payload by their path, such as {@code repository.repo_name}. */
record Payload(JsonNode tree) {

    private static final int MAX_LENGTH = 400;
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");
    private static final Pattern NO_COMMIT = Pattern.compile("0+");

    JsonNode at(String path) {
        JsonNode node = tree;
        for (String name : path.split("\\.")) {
            node = node.path(name);
        }
        return node;
    }

    /** Empty where it is missing, empty or no text. */
    Optional<String> text(String path) {
        return Optional.of(at(path))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue)
                .filter(text -> !text.isEmpty());
    }

    /** The first of the paths that is there. */
    Optional<String> text(String path, String otherwise) {
        return text(path).or(() -> text(otherwise));
    }

    String required(String path) {
        return text(path)
                .filter(text -> text.length() <= MAX_LENGTH)
                .orElseThrow(() -> refused(path, "a text of at most " + MAX_LENGTH + " characters"));
    }

    /**
     * Repository of an image's address, without its tag and digest. Names of images are in lower case; those of their owners, as some systems
     * report them, need not be.
     */
    String repository(String path) {
        String address = required(path).replaceFirst("@.*", "");
        int colon = address.lastIndexOf(':');
        String repository = colon > address.lastIndexOf('/') ? address.substring(0, colon) : address;
        return repository.toLowerCase(Locale.ROOT);
    }

    /** Empty where it is missing or no digest of an image. */
    Optional<String> digest(String path) {
        return text(path).filter(Payload::isDigest);
    }

    /** The first of the paths that is the id of a commit; empty where it is the one that stands for none. */
    Optional<String> commit(String path, String otherwise) {
        String commit = text(path, otherwise)
                .filter(text -> COMMIT.matcher(text).matches())
                .orElseThrow(() -> refused(otherwise, "the id of a commit"));
        return NO_COMMIT.matcher(commit).matches() ? Optional.empty() : Optional.of(commit);
    }

    static boolean isDigest(String text) {
        return DIGEST.matcher(text).matches();
    }

    DeploymentRefusedException refused(String path, String expected) {
        JsonNode value = at(path);
        return DeploymentRefusedException.invalid(
                path, value.isMissingNode() ? "absent" : Shown.of(value.toString()), expected);
    }
}
