import { createTheme, type MantineColorsTuple } from "@mantine/core";

const slate: MantineColorsTuple = [
  "#f0f4f9",
  "#dfe7f0",
  "#bccddf",
  "#97b1cd",
  "#7799bd",
  "#6289b3",
  "#4f7299",
  "#3d5a80",
  "#324b6b",
  "#263a54",
];

const mint: MantineColorsTuple = [
  "#e8faf3",
  "#d3f2e5",
  "#a8e4cb",
  "#7bd6b0",
  "#5fcb9d",
  "#45b988",
  "#2f9d71",
  "#1f7a56",
  "#176144",
  "#0f4832",
];

/** What Mantine makes inputs, buttons and borders of in the dark: the page's own blue, not grey. */
const dark: MantineColorsTuple = [
  "#dfe6ee",
  "#c3cfdb",
  "#a3b1c2",
  "#8d9bab",
  "#435162",
  "#2e3b4a",
  "#232e3a",
  "#12171d",
  "#10151b",
  "#0c1014",
];

/** Slate blue acts, mint green is healthy. Filled colours are the dark shades, on which white text is readable (AA). */
export const theme = createTheme({
  primaryColor: "slate",
  primaryShade: { light: 7, dark: 6 },
  colors: { slate, mint, dark },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  headings: { fontWeight: "650" },
  components: {
    Notification: { defaultProps: { closeButtonProps: { "aria-label": "Close" } } },
    Tooltip: { defaultProps: { openDelay: 300 } },
  },
});
