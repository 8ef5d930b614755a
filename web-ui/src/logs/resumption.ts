import type { LogEntry } from "../api/wire";

const FIRST_LINES = 1_000;
/** As many as the service gives at once, after a pause. */
const MOST_LINES = 10_000;

/**
 * Where a log is taken up again after a pause. Several lines may be of the same moment, so that the last one is asked for again
 * with all lines of its moment, and those that are here already are passed over.
 */
export class Resumption {
  private last = "";
  private atLast = new Map<string, number>();
  /** Of the lines at the last moment, how many times each may come again. */
  private again = new Map<string, number>();

  /** The parameters of the next request. */
  next(): string {
    this.again = new Map(this.atLast);
    return this.last === ""
      ? `follow=true&lines=${FIRST_LINES}`
      : `follow=true&lines=${MOST_LINES}&since=${encodeURIComponent(this.last)}`;
  }

  /** Whether the line is new. Times are RFC 3339 to the microsecond, so that their order is that of their moments. */
  isNew(entry: LogEntry): boolean {
    const key = `${entry.time} ${entry.host} ${entry.unit} ${entry.message}`;
    const known = this.again.get(key) ?? 0;
    if (known > 0) {
      this.again.set(key, known - 1);
      return false;
    }
    if (later(entry.time, this.last)) {
      this.last = entry.time;
      this.atLast = new Map();
    }
    if (entry.time === this.last) this.atLast.set(key, (this.atLast.get(key) ?? 0) + 1);
    return true;
  }
}

/** Java leaves out zeros at the end, so that the texts themselves are in no order. */
function later(time: string, than: string): boolean {
  return than === "" || padded(time) > padded(than);
}

function padded(time: string): string {
  const [seconds = "", fraction = ""] = time.replace(/Z$/, "").split(".");
  return `${seconds}.${fraction.padEnd(9, "0")}`;
}
