import { IconAlertTriangle } from "@tabler/icons-react";
import { HealthBadge, type Health } from "../components/health";
import { count } from "../text/format";

const WARNING_DAYS = 14;

/** State of a certificate that ends in so many days; their number is negative when it has expired. */
export function expiryHealth(daysLeft: number): Health {
  if (daysLeft < 0) return "unhealthy";
  return daysLeft < WARNING_DAYS ? "starting" : "healthy";
}

/** State of a panel: of the least healthy thing in it, if one is not healthy. */
export function panelHealth(states: readonly Health[]): Health {
  return (["unhealthy", "starting"] as const).find((state) => states.includes(state)) ?? "none";
}

/** How long a certificate is valid yet. */
export function DaysLeft({ days }: { readonly days: number }) {
  const health = expiryHealth(days);
  return (
    <HealthBadge health={health} {...(health === "starting" && { icon: IconAlertTriangle })}>
      {days < 0 ? "expired" : `${count(days, "day")} left`}
    </HealthBadge>
  );
}
