import { withoutAnsi } from "../text/ansi";

export interface LogLine {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly unit: string;
  readonly text: string;
}

/** As many lines as a page holds; older ones are still on the platform. */
export const LINES_KEPT = 200_000;

/** The newest lines, and those of them that match a search, each line looked at once. */
export class LineBuffer {
  private lines: LogLine[] = [];
  private matching: LogLine[] = [];
  private search = "";
  private gone = 0;

  constructor(private readonly limit = LINES_KEPT) {}

  add(lines: readonly LogLine[]) {
    for (const line of lines) {
      this.lines.push(line);
      if (this.search !== "" && this.matches(line)) this.matching.push(line);
    }
    // Cut in large steps, so that a busy log does not move the whole list for each line.
    if (this.lines.length > this.limit * 1.1) this.cut();
  }

  find(search: string) {
    this.search = search.toLowerCase();
    this.matching = this.search === "" ? [] : this.lines.filter((line) => this.matches(line));
  }

  shown(): readonly LogLine[] {
    return this.search === "" ? this.lines : this.matching;
  }

  /** How many lines had to make room. */
  dropped(): number {
    return this.gone;
  }

  text(): string {
    return this.lines
      .map(({ at, unit, text }) => `${new Date(at).toISOString()} ${unit} ${withoutAnsi(text)}\n`)
      .join("");
  }

  clear() {
    this.lines = [];
    this.matching = [];
    this.gone = 0;
  }

  private cut() {
    const surplus = this.lines.length - this.limit;
    this.lines = this.lines.slice(surplus);
    this.gone += surplus;
    this.find(this.search);
  }

  private matches({ unit, text }: LogLine): boolean {
    return unit.toLowerCase().includes(this.search) || withoutAnsi(text).toLowerCase().includes(this.search);
  }
}
