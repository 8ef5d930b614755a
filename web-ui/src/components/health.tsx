import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconLoader2 } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** `none`: nothing runs, so nothing can be well or unwell. */
export type Health = "well" | "starting" | "unwell" | "none";

const ICONS = {
  well: IconCircleCheck,
  starting: IconLoader2,
  unwell: IconAlertTriangle,
  none: IconCircleDashed,
};
const COLOURS: Record<Health, [string, string]> = {
  well: ["var(--paz-well)", "var(--paz-well-text)"],
  starting: ["var(--paz-starting)", "var(--paz-starting-text)"],
  unwell: ["var(--paz-unwell)", "var(--paz-unwell-text)"],
  none: ["var(--paz-head)", "var(--paz-head-text)"],
};

/** Told by word and sign, not by colour alone. */
export function HealthBadge({ health, children }: { readonly health: Health; readonly children: ReactNode }) {
  const Icon = ICONS[health];
  const [background, text] = COLOURS[health];
  return (
    <Badge
      tt="none"
      fw={600}
      radius="sm"
      leftSection={<Icon size={13} aria-hidden />}
      // The word is never cut off: it is what tells the state to those who do not see the colour.
      styles={{
        root: { background, color: text, border: 0, maxWidth: "none", minWidth: "max-content" },
        label: { overflow: "visible" },
      }}
    >
      {children}
    </Badge>
  );
}
