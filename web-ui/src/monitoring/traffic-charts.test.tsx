import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { TrafficPoint } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import { TrafficCharts } from "./traffic-charts";

const MINUTE: TrafficPoint = {
  time: 60_000,
  requests: 1_200,
  errors: 3,
  statuses: { "2xx": 1_197, "5xx": 3 },
  p50: 4,
  p95: 20,
  p99: 90,
  received: 10,
  sent: 20,
};

function page(measured: boolean, hour: readonly TrafficPoint[]) {
  const platform = new FakePlatform({
    "GET /services/shop/traffic": json(200, { service: "shop", measured, hour }),
  });
  show(<TrafficCharts service="shop" />, platform);
}

it("says how many requests there were, and how many failed", async () => {
  page(true, [MINUTE, { ...MINUTE, errors: 0 }]);
  await screen.findByText("2,400 requests in the last hour, 3 of them answered 5xx");
  expect(screen.getAllByRole("figure")).toHaveLength(3);
});

it("says that nothing is measured, instead of showing zeros", async () => {
  page(false, []);
  await screen.findByText("Requests are not measured on this platform.");
  expect(screen.queryByRole("figure")).toBeNull();
});
