import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import userEvent from "@testing-library/user-event";
import type { Machine, UsagePoint } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import MonitoringPage from "./monitoring-page";

const HOSTS: Machine[] = ["10.0.0.1", "10.0.0.2"].map((PublicIP, i) => ({
  ID: `m${i + 1}`,
  PublicIP,
  Metadata: {},
  Version: null,
  TotalResources: null,
}));

const POINT: UsagePoint = {
  time: 1_000,
  cpu: 1.5,
  memory: 0,
  workingSet: 1024,
  received: 0,
  sent: 0,
  read: 0,
  written: 0,
  filled: 0,
};

function stats(hour: readonly UsagePoint[]) {
  return json(200, { answers: true, since: 0, now: POINT, hour });
}

function page(hour: readonly UsagePoint[]) {
  const platform = new FakePlatform(
    { "GET /cluster/hosts/m1/stats": stats(hour), "GET /cluster/hosts/m2/stats": stats(hour) },
    { hosts: HOSTS },
  );
  show(<MonitoringPage />, platform);
}

it("shows every host, and the one that is chosen alone", async () => {
  page([POINT]);
  await screen.findByRole("heading", { name: "Host 10.0.0.1" });
  await screen.findByRole("heading", { name: "Host 10.0.0.2" });
  await userEvent.click(screen.getByRole("textbox", { name: "Host or instance" }));
  await userEvent.click(await screen.findByRole("option", { name: "Host 10.0.0.2", hidden: true }));
  await waitFor(() => expect(screen.queryByRole("heading", { name: "Host 10.0.0.1" })).toBeNull());
  expect(screen.getByRole("heading", { name: "Host 10.0.0.2" })).toBeInTheDocument();
});

it("says what is used now, and that a curve needs a second reading", async () => {
  page([POINT]);
  const figures = await screen.findAllByRole("figure");
  expect(figures[0]).toHaveTextContent(/^Processor in use 1.50$/);
  // Of each of the two hosts.
  expect(screen.getAllByText("Charts appear after the second sample.")).toHaveLength(2);
});
