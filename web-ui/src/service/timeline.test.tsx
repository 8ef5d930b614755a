import { MantineProvider } from "@mantine/core";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Deployment, DeploymentState } from "../api/wire";
import { Timeline } from "./timeline";

const STEPS = [
  { name: "validated", at: 1_000, evidence: "image <b>web</b>" },
  { name: "in-the-balancer", at: 3_500, evidence: "2 of 2 up" },
];

function texts(state: DeploymentState, steps = STEPS): (string | null)[] {
  const deployment = { service: "web", version: 2, state, createdAt: 1_000, steps } as unknown as Deployment;
  const { container } = render(
    <MantineProvider env="test">
      <Timeline deployment={deployment} />
    </MantineProvider>,
  );
  return [...container.querySelectorAll(".mantine-Timeline-item")].map((item) => item.textContent);
}

it("tells each step with its evidence and how long after the start it was", () => {
  const [first, second, ...more] = texts("done");
  expect(first).toMatch(/^Validatedimage <b>web<\/b>.*, after 0 ms$/);
  expect(second).toMatch(/^In the balancer2 of 2 up.*, after 2\.5 s$/);
  expect(more).toEqual([]);
});

it.each([
  ["running", "Goes on"],
  ["queued", "Queued"],
] as const)("of a deployment that is %s says that it %s", (state, last) => {
  expect(texts(state).at(-1)).toBe(last);
});

it.each(["failed", "rolled_back"] as const)(
  "of a deployment that is %s names the step at which it ended",
  (state) => {
    expect(texts(state).at(-1)).toMatch(/^In the balancer, the last step/);
    expect(screen.queryByText("Goes on")).toBeNull();
  },
);

it("waits before the first step", () => {
  expect(texts("queued", [])).toEqual(["Queued"]);
});
