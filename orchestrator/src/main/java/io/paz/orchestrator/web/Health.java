package io.paz.orchestrator.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/** Whether something is well, and why not. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Health(boolean healthy, @Nullable String reason) {

    static Health good() {
        return new Health(true, null);
    }

    static Health bad(String reason) {
        return new Health(false, reason);
    }
}
