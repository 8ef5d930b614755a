import { screen, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Deployment, JournalEntry } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import HistoryPage from "./history-page";

const ALICE = { kind: "session", name: "alice" };
const ENTRIES = [
  { sequence: 1, event: "deploy", serviceName: "web", version: "1", timestamp: 1_000, requestedBy: ALICE },
  {
    sequence: 2,
    event: "deploy",
    serviceName: "web",
    version: "2",
    timestamp: 2_000,
    requestedBy: { kind: "token", name: "CI" },
  },
  {
    sequence: 3,
    event: "scale",
    serviceName: "web",
    version: "1",
    timestamp: 3_000,
    config: { numInstances: 4 },
    requestedBy: { kind: "hook", name: "hook of web (github)" },
  },
] as JournalEntry[];

it("says how deployments ended that the live state holds, and to how many instances a scale went", async () => {
  const failed = { service: "web", version: 2, state: "failed" } as Deployment;
  const platform = new FakePlatform(
    { "GET /journal": json(200, { doc: ENTRIES }) },
    { deployments: [failed] },
  );
  show(<HistoryPage />, platform);
  await screen.findByText("scale to 4");
  const [, scale, second, first] = screen.getAllByRole("row");
  if (!scale || !second || !first) throw new Error("three lines of the journal");
  expect(within(second).getByText("failed")).toBeInTheDocument();
  expect(within(first).getByText("alice")).toHaveTextContent("alice (signed in)");
  expect(within(second).getByText("CI")).toHaveTextContent("CI (token)");
  expect(within(scale).getByText("hook of web (github)")).toBeInTheDocument();
  expect(within(first).getAllByRole("cell").at(-1)).toBeEmptyDOMElement();
  expect(within(scale).getAllByRole("cell").at(-1)).toBeEmptyDOMElement();
});
