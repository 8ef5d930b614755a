package io.paz.scheduler.deployment;

import io.paz.engine.control.Artefact;
import java.util.List;

/**
 * A piece of a release as the engine was given it, without its text.
 *
 * @param hash of its whole content, as the engine computes it
 */
public record Part(String name, String hash) {

    public static List<Part> of(List<Artefact> artefacts) {
        return artefacts.stream()
                .map(artefact -> new Part(artefact.name(), artefact.hash()))
                .toList();
    }
}
