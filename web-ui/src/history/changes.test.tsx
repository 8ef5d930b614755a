import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { Service } from "../api/wire";
import { FakePlatform, json, show } from "../testing/platform";
import { Changes } from "./changes";

const WEB = { name: "web", dockerRepository: "a", config: {} } as Service;

it("shows who changed which fields", async () => {
  const change = { timestamp: 1_000, requestedBy: { kind: "session", name: "ada" }, fields: ["env", "user"] };
  const platform = new FakePlatform(
    { "GET /services/web/config/changes": json(200, { doc: [change] }) },
    { services: [WEB] },
  );
  show(<Changes service="web" />, platform);
  expect(await screen.findByText("env, user")).toBeInTheDocument();
  expect(screen.getByText("ada")).toHaveTextContent("ada (signed in)");
});
