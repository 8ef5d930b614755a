import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Domain } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import { Domains } from "./domains";

const GOOD: Domain = {
  domain: "shop.example.org",
  service: "shop",
  dns: { addresses: ["203.0.113.7"], pointsHere: true },
  certificate: { issuer: "R3", source: "ACME", notAfter: 1, daysLeft: 62 },
  running: false,
  lastAttempt: { time: 1_000, succeeded: true, reason: "" },
  next: { reason: "the certificate is valid" },
};
const BAD: Domain = {
  domain: "new.example.org",
  service: "shop",
  dns: { addresses: [], pointsHere: false, problem: "the name has no address in the DNS" },
  running: false,
  lastAttempt: { time: 1_000, succeeded: false, reason: "DNS problem: <b>NXDOMAIN</b>" },
  next: { reason: "waiting before the next attempt" },
};

it("shows where each domain of the service points, its certificate and the authority's reason, as text", async () => {
  const other = { ...GOOD, domain: "other.example.org", service: "other" };
  show(
    <Domains service="shop" />,
    new FakePlatform({ "GET /domains": json(200, { acme: true, domains: [GOOD, BAD, other] }) }),
  );
  await screen.findByRole("heading", { name: "Domains (2)" });
  const [, good, bad] = screen.getAllByRole("row");
  expect(good).toHaveTextContent(/^shop\.example\.org203\.0\.113\.7this platform62 days leftR3.*succeeded/);
  expect(bad).toHaveTextContent(/no address in the DNSnone.*: DNS problem: <b>NXDOMAIN<\/b>/);
});

it("tries again once that is confirmed", async () => {
  const platform = new FakePlatform({
    "GET /domains": json(200, { acme: true, domains: [BAD] }),
    "POST /domains/new.example.org/retry": () => new Response(null, { status: 202 }),
  });
  show(<Domains service="shop" />, platform);
  fireEvent.click(await screen.findByText("Try now"));
  fireEvent.click(within(await screen.findByRole("dialog")).getByText("Try now"));
  await waitFor(() => expect(platform.asked).toContain("POST /domains/new.example.org/retry"));
});
