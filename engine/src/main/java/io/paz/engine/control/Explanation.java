package io.paz.engine.control;

import java.util.List;

/**
 * Why an instance is unhealthy.
 *
 * @param cause what was seen and what to check, in words for somebody who does not know the engine
 * @param lastLines of what the instance printed, oldest first
 */
public record Explanation(String cause, List<String> lastLines) {

    public Explanation {
        lastLines = List.copyOf(lastLines);
    }
}
