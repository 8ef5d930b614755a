import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Alarm, AlarmTarget } from "../api/wire";
import { FakePlatform, json, show, type Answers } from "../testing/platform";
import { ActiveAlarms } from "./active-alarms";
import AlarmsPage from "./alarms-page";
import { EMPTY, isReady, targetOf } from "./target-values";

const DOWN: Alarm = {
  rule: "service-down",
  subject: "shop",
  severity: "critical",
  reason: "<b>No instance serves</b>",
  since: 1_000,
  raisedAt: 2_000,
};
const FAILED: Alarm = {
  ...DOWN,
  rule: "deployment-failed",
  severity: "warning",
  subject: "api",
  reason: "no image",
};
const TARGET: AlarmTarget = {
  name: "ops",
  kind: "webhook",
  address: "https://hooks.example.org",
  minSeverity: "warning",
};
const NOTHING = { active: [], ended: [] };

function platform(answers: Answers = {}) {
  return new FakePlatform({
    "GET /alarms": json(200, { doc: NOTHING }),
    "GET /alarm-targets": json(200, { doc: [] }),
    ...answers,
  });
}

it("lists alarms that go on and that ended, as text", async () => {
  const ended = { ...FAILED, endedAt: 3_000 };
  show(<AlarmsPage />, platform({ "GET /alarms": json(200, { doc: { active: [DOWN], ended: [ended] } }) }));
  const panel = (await screen.findByRole("heading", { name: "Active (1)" })).parentElement;
  expect(panel).toHaveAttribute("data-health", "unhealthy");
  const active = within(screen.getByRole("region", { name: "Active alarms" })).getAllByRole("row")[1];
  expect(active).toHaveTextContent(/^criticalservice-downshop<b>No instance serves<\/b>/);
  const over = within(screen.getByRole("region", { name: "Ended alarms" })).getAllByRole("row")[1];
  expect(over).toHaveTextContent(/^warningdeployment-failedapino image.*ended/);
});

it("says that nothing is wrong, and that nobody hears of alarms", async () => {
  show(<AlarmsPage />, platform());
  await screen.findByText("No alarms: nothing that Paz looks at is wrong.");
  await screen.findByText(/Nobody hears of alarms yet/);
});

it("shows the worst alarms on the dashboard, and nothing without one", async () => {
  const many = [DOWN, ...Array.from({ length: 6 }, (_, i) => ({ ...FAILED, subject: `s${i}` }))];
  const { unmount } = show(
    <ActiveAlarms />,
    platform({ "GET /alarms": json(200, { doc: { active: many, ended: [] } }) }),
  );
  await screen.findByRole("heading", { name: "7 alarms" });
  expect(screen.getAllByRole("row")).toHaveLength(6);
  expect(screen.getByText("and 2 more")).toBeInTheDocument();
  unmount();
  const there = platform();
  show(<ActiveAlarms />, there);
  await waitFor(() => expect(there.asked).toContain("GET /alarms"));
  expect(screen.queryByRole("heading")).toBeNull();
});

it("adds a target and keeps nothing of its secret", async () => {
  const there = platform({ "PUT /alarm-targets/ops": json(200, { doc: TARGET }) });
  show(<AlarmsPage />, there);
  fireEvent.click(await screen.findByRole("button", { name: "Add" }));
  const dialog = within(await screen.findByRole("dialog"));
  const type = (label: string | RegExp, value: string) =>
    fireEvent.change(dialog.getByLabelText(label), { target: { value } });
  type("Name", "ops");
  type("URL", "https://hooks.example.org/x");
  type(/^Secret/, "s3cret");
  fireEvent.click(dialog.getByRole("button", { name: "Add" }));
  const body =
    '{"kind":"webhook","minSeverity":"warning","url":"https://hooks.example.org/x","secret":"s3cret"}';
  await waitFor(() => expect(there.asked).toContain(`PUT /alarm-targets/ops ${body}`));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  fireEvent.click(screen.getByRole("button", { name: "Add" }));
  expect(within(await screen.findByRole("dialog")).getByLabelText(/^Secret/)).toHaveValue("");
});

it("sends a test and says why it did not arrive", async () => {
  const message = "Target ops cannot be reached: connection refused";
  const there = platform({
    "GET /alarm-targets": json(200, { doc: [{ ...TARGET, problem: "connection refused" }] }),
    "POST /alarm-targets/ops/test": json(502, { code: "delivery_failed", message }),
  });
  show(<AlarmsPage />, there);
  await screen.findByText("failed: connection refused");
  fireEvent.click(screen.getByRole("button", { name: "Send a test" }));
  await screen.findByText(message);
});

it("deletes a target once that is confirmed", async () => {
  const there = platform({
    "GET /alarm-targets": json(200, { doc: [TARGET] }),
    "DELETE /alarm-targets/ops": () => new Response(null, { status: 204 }),
  });
  show(<AlarmsPage />, there);
  fireEvent.click(await screen.findByRole("button", { name: "Delete" }));
  const dialog = within(await screen.findByRole("dialog"));
  expect(there.asked).not.toContain("DELETE /alarm-targets/ops");
  fireEvent.click(dialog.getByRole("button", { name: "Delete" }));
  await waitFor(() => expect(there.asked).toContain("DELETE /alarm-targets/ops"));
});

it("shows to who may not see targets the alarms alone", async () => {
  const there = platform({
    "GET /session": json(200, { doc: { csrfToken: "t", allowed: [{ method: "GET", path: "/alarms" }] } }),
  });
  show(<AlarmsPage />, there);
  await screen.findByText(/No alarms/);
  await waitFor(() => expect(screen.queryByText(/Targets/)).toBeNull());
});

it("sends what a kind has, and nothing of the others", () => {
  const mail = {
    ...EMPTY,
    name: "m",
    kind: "email",
    host: " smtp.example.org ",
    from: "a@b.example",
  } as const;
  expect(isReady(mail)).toBe(false);
  const whole = {
    ...mail,
    to: "c@d.example, e@f.example,",
    url: "https://left.example",
    secret: "p",
    username: "u",
  };
  expect(isReady(whole)).toBe(true);
  expect(targetOf(whole, "UTC")).toEqual({
    kind: "email",
    minSeverity: "warning",
    mail: {
      host: "smtp.example.org",
      port: 587,
      security: "starttls",
      username: "u",
      password: "p",
      from: "a@b.example",
      to: ["c@d.example", "e@f.example"],
    },
  });
  const slack = { ...EMPTY, name: "s", kind: "slack", url: "https://x.example", secret: "left" } as const;
  expect(targetOf({ ...slack, quietFrom: "22:00", quietTo: "07:00" }, "Europe/Berlin")).toEqual({
    kind: "slack",
    minSeverity: "warning",
    url: "https://x.example",
    quietHours: { from: "22:00", to: "07:00", timeZone: "Europe/Berlin" },
  });
  expect(isReady({ ...slack, quietFrom: "22:00" })).toBe(false);
});
