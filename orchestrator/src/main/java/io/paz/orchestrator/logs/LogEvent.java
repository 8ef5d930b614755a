package io.paz.orchestrator.logs;

/** What a reader that follows is told. */
public sealed interface LogEvent {

    record Line(LogLine line) implements LogEvent {}

    record Gap(MissingPart missing) implements LogEvent {}
}
