import type { LogEntry, MissingPart } from "../api/wire";
import type { LogLine } from "./line-buffer";

/** One event of the log's stream; undefined for what is no line, such as word of a host that does not answer. */
export function lineOf(data: string): LogLine | undefined {
  const entry = JSON.parse(data) as LogEntry | MissingPart;
  if (!("message" in entry)) return undefined;
  return { at: Date.parse(entry.time), unit: entry.unit, text: entry.message };
}
