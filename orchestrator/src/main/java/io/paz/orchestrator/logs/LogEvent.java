package io.paz.orchestrator.logs;

import io.paz.engine.LogLine;

/** What a reader that follows is told. */
public sealed interface LogEvent {

    record Line(LogLine line) implements LogEvent {}

    record Gap(MissingPart missing) implements LogEvent {}
}
