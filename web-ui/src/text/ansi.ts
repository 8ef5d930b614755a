export interface AnsiStyle {
  readonly color?: number | string;
  readonly background?: number | string;
  readonly bold?: boolean;
  readonly dim?: boolean;
  readonly italic?: boolean;
  readonly underline?: boolean;
  readonly inverse?: boolean;
}

export interface AnsiSpan {
  readonly text: string;
  readonly style: AnsiStyle;
}

const PLAIN: AnsiStyle = {};
// Colours (SGR) are kept; what moves the cursor, sets titles or makes links is left out, and so are other controls.
const SEQUENCE =
  // eslint-disable-next-line no-control-regex
  /\x1b\[([0-9;:]*)m|\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[@-Z\\-_]|[\x00-\x08\x0b-\x1f\x7f]/g;

/** Cuts a line into spans of one style each. */
export function ansiSpans(line: string): AnsiSpan[] {
  const spans: AnsiSpan[] = [];
  let style = PLAIN;
  let from = 0;
  for (const found of line.matchAll(SEQUENCE)) {
    push(spans, line.slice(from, found.index), style);
    from = found.index + found[0].length;
    if (found[1] !== undefined) style = applied(style, found[1]);
  }
  push(spans, line.slice(from), style);
  return spans;
}

/** The line as a person reads it, for search and download. */
export function withoutAnsi(line: string): string {
  return line.replace(SEQUENCE, "");
}

function push(spans: AnsiSpan[], text: string, style: AnsiStyle) {
  if (text === "") return;
  const last = spans.at(-1);
  if (last?.style === style) spans[spans.length - 1] = { text: last.text + text, style };
  else spans.push({ text, style });
}

function applied(style: AnsiStyle, codes: string): AnsiStyle {
  const numbers = codes.split(/[;:]/).map(Number);
  let next = style;
  for (let i = 0; i < numbers.length; i++) {
    const code = numbers[i] ?? 0;
    if (code === 38 || code === 48) {
      const [color, used] = extended(numbers.slice(i + 1));
      i += used;
      if (color !== undefined) next = { ...next, [code === 38 ? "color" : "background"]: color };
    } else {
      next = simple(next, code);
    }
  }
  return next;
}

/** `5;n` is one of 256 colours, `2;r;g;b` any. */
function extended(numbers: readonly number[]): [number | string | undefined, number] {
  const [kind, a = 0, b = 0, c = 0] = numbers;
  if (kind === 5) return [colorOf256(a), 2];
  if (kind === 2) return [`rgb(${[a, b, c].map(byte).join(",")})`, 4];
  return [undefined, numbers.length];
}

function colorOf256(n: number): number | string {
  if (n < 16) return byte(n);
  if (n >= 232)
    return `rgb(${Array(3)
      .fill(8 + (byte(n) - 232) * 10)
      .join(",")})`;
  const level = (v: number) => (v === 0 ? 0 : 55 + v * 40);
  const cube = n - 16;
  return `rgb(${[Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map(level).join(",")})`;
}

function byte(n: number): number {
  return Math.min(255, Math.max(0, Math.trunc(n)));
}

function simple(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return PLAIN;
  if (code >= 30 && code <= 37) return { ...style, color: code - 30 };
  if (code >= 90 && code <= 97) return { ...style, color: code - 82 };
  if (code >= 40 && code <= 47) return { ...style, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...style, background: code - 92 };
  const change = SIMPLE[code];
  return change === undefined ? style : { ...style, ...change };
}

const SIMPLE: Readonly<Record<number, object>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: undefined, dim: undefined },
  23: { italic: undefined },
  24: { underline: undefined },
  27: { inverse: undefined },
  39: { color: undefined },
  49: { background: undefined },
};
