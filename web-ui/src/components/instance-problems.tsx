import { Alert, List, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import type { InstanceProblem } from "../live/service-summary";
import { Ago } from "./ago";

/** The instances that do not serve, each with its reason; nothing when there is none. */
export function InstanceProblems({ problems }: { readonly problems: readonly InstanceProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <Alert
      icon={<IconAlertTriangle aria-hidden />}
      title={
        problems.length === 1 ? "1 instance does not serve" : `${problems.length} instances do not serve`
      }
      styles={{
        root: { background: "var(--paz-unhealthy)" },
        title: { color: "var(--paz-unhealthy-text)" },
        icon: { color: "var(--paz-unhealthy-text)" },
      }}
    >
      <List size="sm">
        {problems.map(({ unit, reason, since }) => (
          <List.Item key={unit}>
            <Text size="sm" c="var(--paz-unhealthy-text)" style={{ overflowWrap: "anywhere" }}>
              {unit}
              {since === undefined ? "" : ", since "}
              {since !== undefined && <Ago at={since} />}: {reason}
            </Text>
          </List.Item>
        ))}
      </List>
    </Alert>
  );
}
