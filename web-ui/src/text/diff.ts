import { readable } from "./secret";

export type DiffKind = "same" | "added" | "removed";

export interface DiffLine {
  readonly kind: DiffKind;
  readonly text: string;
}

/** Above this many cells the lines are not aligned one by one: everything old goes, everything new comes. */
const LIMIT = 4_000_000;

/** Lines of `before` and `after`, those of both aligned (longest common subsequence). */
export function diffLines(before: readonly string[], after: readonly string[]): DiffLine[] {
  const head = commonHead(before, after);
  const tail = commonTail(before.slice(head), after.slice(head));
  const old = before.slice(head, before.length - tail);
  const young = after.slice(head, after.length - tail);
  return [
    ...lines("same", before.slice(0, head)),
    ...(old.length * young.length > LIMIT
      ? [...lines("removed", old), ...lines("added", young)]
      : aligned(old, young)),
    ...lines("same", before.slice(before.length - tail)),
  ];
}

/** The lines of a unified diff; its heads are said by the page itself. */
export function linesOfUnified(diff: string): DiffLine[] {
  const texts = diff.replace(/\n$/, "").split("\n");
  const start = texts.findIndex((text) => text.startsWith("@@"));
  return start < 0 ? [] : texts.slice(start).map(lineOfUnified);
}

function lineOfUnified(text: string): DiffLine {
  if (text.startsWith("+")) return { kind: "added", text: text.slice(1) };
  if (text.startsWith("-")) return { kind: "removed", text: text.slice(1) };
  return { kind: "same", text: text.startsWith("@@") ? "…" : text.slice(1) };
}

interface ChangedValue {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** Values that change, as `name = value`, the old one before the new one. */
export function linesOfValues(values: readonly ChangedValue[]): DiffLine[] {
  return values.flatMap(({ name, before, after }) => [
    ...(before === undefined ? [] : lines("removed", `${name} = ${readable(before)}`.split("\n"))),
    ...(after === undefined ? [] : lines("added", `${name} = ${readable(after)}`.split("\n"))),
  ]);
}

/** Both values as JSON with sorted keys, so that only what differs in meaning differs in text. */
export function diffValues(before: unknown, after: unknown): DiffLine[] {
  return diffLines(jsonLines(before), jsonLines(after));
}

export function jsonLines(value: unknown): string[] {
  return value === undefined ? [] : JSON.stringify(value, sorted, 2).split("\n");
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value === "string") return readable(value);
  if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function lines(kind: DiffKind, texts: readonly string[]): DiffLine[] {
  return texts.map((text) => ({ kind, text }));
}

function commonHead(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[n] === b[n]) n++;
  return n;
}

function commonTail(a: readonly string[], b: readonly string[]): number {
  let n = 0;
  while (n < a.length && n < b.length && a[a.length - 1 - n] === b[b.length - 1 - n]) n++;
  return n;
}

function aligned(old: readonly string[], young: readonly string[]): DiffLine[] {
  const width = young.length + 1;
  const lengths = commonLengths(old, young);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  const result: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && old[i] === young[j]) {
      result.push({ kind: "same", text: old[i] ?? "" });
      i++;
      j++;
    } else if (i < old.length && (j === young.length || at(i + 1, j) >= at(i, j + 1))) {
      result.push({ kind: "removed", text: old[i++] ?? "" });
    } else {
      result.push({ kind: "added", text: young[j++] ?? "" });
    }
  }
  return result;
}

/** For each pair of suffixes the length of their longest common subsequence. */
function commonLengths(old: readonly string[], young: readonly string[]): Uint32Array {
  const width = young.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = young.length - 1; j >= 0; j--) {
      const right = lengths[i * width + j + 1] ?? 0;
      const below = lengths[(i + 1) * width + j] ?? 0;
      const diagonal = lengths[(i + 1) * width + j + 1] ?? 0;
      lengths[i * width + j] = old[i] === young[j] ? diagonal + 1 : Math.max(right, below);
    }
  }
  return lengths;
}
