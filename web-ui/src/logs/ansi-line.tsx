import { memo, type CSSProperties } from "react";
import { ansiSpans, type AnsiStyle } from "../text/ansi";

/** Sixteen colours that are readable on the page, in light and in dark. */
const PALETTE = [
  "light-dark(#1d2733, #8d9bab)",
  "light-dark(#b42318, #ff8f86)",
  "light-dark(#1f7a56, #6fdba9)",
  "light-dark(#8a5a00, #f0c95c)",
  "light-dark(#2457a6, #8ab6ff)",
  "light-dark(#8b3a9e, #e2a1f0)",
  "light-dark(#0d6f7c, #6fd6e3)",
  "light-dark(#566577, #dfe6ee)",
  "light-dark(#56657a, #a3b1c2)",
  "light-dark(#c2251a, #ffa8a1)",
  "light-dark(#1f7a56, #8ae8be)",
  "light-dark(#855700, #ffdd80)",
  "light-dark(#1f5fc4, #a9c9ff)",
  "light-dark(#9a3bb0, #f0bcfa)",
  "light-dark(#0b6a77, #97e6ef)",
  "light-dark(#1d2733, #ffffff)",
];

function colour(value: number | string | undefined): string | undefined {
  return typeof value === "number" ? PALETTE[value] : value;
}

function css(style: AnsiStyle): CSSProperties {
  const [front, back] = style.inverse
    ? [style.background ?? "var(--mantine-color-body)", style.color ?? "var(--mantine-color-text)"]
    : [style.color, style.background];
  return {
    color: colour(front),
    backgroundColor: colour(back),
    fontWeight: style.bold ? 700 : undefined,
    opacity: style.dim ? 0.75 : undefined,
    fontStyle: style.italic ? "italic" : undefined,
    textDecoration: style.underline ? "underline" : undefined,
  };
}

/** One line with its colours; whatever else it holds is only text. */
export const AnsiLine = memo(function AnsiLine({ text }: { readonly text: string }) {
  return ansiSpans(text).map((span, index) => (
    <span key={index} style={css(span.style)}>
      {span.text}
    </span>
  ));
});
