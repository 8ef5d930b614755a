import type { LogLine } from "./line-buffer";

/** One event of the log's stream; undefined for what is no line. */
export function lineOf(data: string): LogLine | undefined {
  const entry: unknown = JSON.parse(data);
  if (typeof entry !== "object" || entry === null) return undefined;
  const { time, unit, message } = entry as { time?: number; unit?: string; message?: string };
  if (typeof time !== "number" || typeof message !== "string") return undefined;
  return { at: time, unit: unit ?? "", text: message };
}
