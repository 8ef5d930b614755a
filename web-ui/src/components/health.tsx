import { Badge } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconLoader2 } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** `none`: nothing runs, so nothing can be healthy or unhealthy. */
export type Health = "healthy" | "starting" | "unhealthy" | "none";

const ICONS = {
  healthy: IconCircleCheck,
  starting: IconLoader2,
  unhealthy: IconAlertTriangle,
  none: IconCircleDashed,
};
const COLOURS: Record<Health, [string, string]> = {
  healthy: ["var(--paz-healthy)", "var(--paz-healthy-text)"],
  starting: ["var(--paz-starting)", "var(--paz-starting-text)"],
  unhealthy: ["var(--paz-unhealthy)", "var(--paz-unhealthy-text)"],
  none: ["var(--paz-head)", "var(--paz-head-text)"],
};

interface HealthBadgeProps {
  readonly health: Health;
  /** In place of the icon of the state. */
  readonly icon?: typeof IconLoader2;
  readonly children: ReactNode;
}

/** Shown by word and icon, not by colour alone. */
export function HealthBadge({ health, icon: Icon = ICONS[health], children }: HealthBadgeProps) {
  const [background, text] = COLOURS[health];
  return (
    <Badge
      tt="none"
      fw={600}
      radius="sm"
      leftSection={<Icon size={13} aria-hidden />}
      // The word is never cut off: it shows the state to those who do not see the colour.
      styles={{
        root: { background, color: text, border: 0, maxWidth: "none", minWidth: "max-content" },
        label: { overflow: "visible" },
      }}
    >
      {children}
    </Badge>
  );
}
