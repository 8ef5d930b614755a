import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Drift } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import { DriftPanel } from "./drift-panel";

const DEAD: Drift["findings"][number] = {
  kind: "dead",
  service: "web",
  version: 3,
  instance: 1,
  unit: "web-3-1.service",
  since: 1_000,
  expected: "running",
  actual: "<b>failed</b>",
  mended: true,
  advice: "Paz starts it again",
  mendings: 2,
  mendedAt: 2_000,
};

function panel(drift: Drift, service?: string) {
  const platform = new FakePlatform({ "GET /drift": json(200, { doc: drift }) });
  show(<DriftPanel {...(service ? { service } : {})} />, platform);
  return platform;
}

it("says what differs, and what is done about it", async () => {
  panel({ state: "known", findings: [DEAD] });
  await screen.findByRole("heading", { name: "Drift: 1 finding" });
  const row = screen.getAllByRole("row")[1] as HTMLElement;
  expect(within(row).getByRole("link", { name: "web-3-1.service" })).toHaveAttribute(
    "href",
    "/services/web/overview",
  );
  expect(row).toHaveTextContent(/does not run.*running<b>failed<\/b>Paz starts it again.*repaired 2 times/);
});

it("says since when it cannot know, beside what was found before", async () => {
  const unknownSince = Date.now() - 90_000;
  panel({ state: "unknown", problem: "fleet: connection refused", unknownSince, findings: [DEAD] });
  await screen.findByRole("heading", { name: "Drift: 1 finding" });
  expect(document.body).toHaveTextContent("Unknown, since 1 minute ago: fleet: connection refused");
  expect(screen.getByRole("link", { name: "web-3-1.service" })).toBeInTheDocument();
});

it.each([
  ["all is as it should be", { state: "known", findings: [] }, undefined],
  ["nobody looks", { state: "off", findings: [] }, undefined],
  ["only another service differs", { state: "known", findings: [DEAD] }, "api"],
] as const)("is not there while %s", async (_, drift, service) => {
  const platform = panel({ ...drift, findings: [...drift.findings] }, service);
  await waitFor(() => expect(platform.asked).toContain("GET /drift"));
  await act(() => new Promise((resolve) => setTimeout(resolve)));
  expect(screen.queryByRole("heading")).toBeNull();
});
