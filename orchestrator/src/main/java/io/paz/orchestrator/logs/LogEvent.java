package io.paz.orchestrator.logs;

import io.paz.engine.LogLine;

/** Event for a reader that follows logs. */
public sealed interface LogEvent {

    record Line(LogLine line) implements LogEvent {}

    record Gap(MissingPart missing) implements LogEvent {}
}
