import { Text, Timeline as Line, VisuallyHidden } from "@mantine/core";
import { IconCheck, IconLoader2, IconX } from "@tabler/icons-react";
import type { Deployment } from "../api/wire";
import { duration, inWords, timeOfDay } from "../text/format";

/** Gate by gate: what happened, when, how it is known, and what the deployment waits for now. */
export function Timeline({ deployment }: { readonly deployment: Deployment }) {
  const { steps, state, createdAt } = deployment;
  const running = state === "running" || state === "queued";
  const failed = state === "failed" || state === "rolled_back";
  return (
    <Line bulletSize={26} lineWidth={2} active={steps.length - 1} color="mint.7">
      {steps.map((step, index) => (
        <Line.Item
          key={index}
          {...(failed && index === steps.length - 1 ? { color: "red.9" } : {})}
          title={
            <strong>
              {inWords(step.name)}
              {failed && index === steps.length - 1 && <VisuallyHidden>, the last step</VisuallyHidden>}
            </strong>
          }
          bullet={
            failed && index === steps.length - 1 ? (
              <IconX size={14} aria-hidden />
            ) : (
              <IconCheck size={14} aria-hidden />
            )
          }
        >
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {step.evidence}
          </Text>
          <Text size="xs" c="dimmed">
            {timeOfDay(step.at)}, after {duration(Math.max(0, step.at - createdAt))}
          </Text>
        </Line.Item>
      ))}
      {running && (
        <Line.Item
          title={state === "queued" ? "Queued" : "Goes on"}
          bullet={<IconLoader2 size={14} aria-hidden />}
        />
      )}
    </Line>
  );
}
