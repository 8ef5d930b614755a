package io.paz.engine.fleet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of machines. fleet leaves the list out when it is empty, and the token on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MachinePage(
        @Nullable List<Machine> machines, @Nullable String nextPageToken) {}
