import type { LogLine } from "./line-buffer";

/** One event of the log's stream; undefined for what is no line, such as word of a host that does not answer. */
export function lineOf(data: string): LogLine | undefined {
  const entry: unknown = JSON.parse(data);
  if (typeof entry !== "object" || entry === null) return undefined;
  const { time, unit, message } = entry as { time?: unknown; unit?: unknown; message?: unknown };
  if (typeof time !== "string" || typeof message !== "string") return undefined;
  return { at: Date.parse(time), unit: typeof unit === "string" ? unit : "", text: message };
}
