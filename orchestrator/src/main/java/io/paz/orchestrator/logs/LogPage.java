package io.paz.orchestrator.logs;

import io.paz.engine.LogLine;
import java.util.List;

/**
 * Lines of several hosts, oldest first.
 *
 * @param missing parts that did not answer, or whose lines are not all here
 */
public record LogPage(List<LogLine> lines, List<MissingPart> missing) {}
