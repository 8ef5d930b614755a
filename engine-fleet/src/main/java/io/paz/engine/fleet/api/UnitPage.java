package io.paz.engine.fleet.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of units. fleet leaves the list out when it is empty, and the token on the last page. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnitPage(@Nullable List<Unit> units, @Nullable String nextPageToken) {}
