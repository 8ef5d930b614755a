import type { LogEntry, MissingPart } from "../api/wire";
import type { LogLine } from "./line-buffer";

/** One event of a log's stream: a line, or word of a part that gives none now. */
export function eventOf(data: string): LogEntry | MissingPart {
  return JSON.parse(data) as LogEntry | MissingPart;
}

/** @param now milliseconds since 1970, for what carries no time itself */
export function lineOf(event: LogEntry | MissingPart, now: number): LogLine {
  return "message" in event
    ? { at: Date.parse(event.time), unit: event.unit, text: event.message }
    : { at: now, unit: event.part, text: `-- lines of it are missing: ${event.reason} --` };
}
