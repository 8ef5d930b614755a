import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { routes } from "../api/actions";
import { FakePlatform, json, show } from "../testing/platform";
import { Allowed, covers } from "./allowed";

const OPERATIONS = { method: "POST", path: "/services/{name}/{operation}", services: ["web"] };

it("matches a pattern as a whole, with the method and the service", () => {
  expect(covers(OPERATIONS, routes.restart("web"))).toBe(true);
  expect(covers(OPERATIONS, routes.restart("other"))).toBe(false);
  expect(covers(OPERATIONS, routes.deleteService("web"))).toBe(false);
  expect(covers(OPERATIONS, routes.createService)).toBe(false);
  expect(covers({ method: "POST", path: "/hooks/deploy", services: ["web"] }, routes.deploy("web"))).toBe(
    true,
  );
  expect(covers({ method: "PATCH", path: "/services/{name}/config/next" }, routes.changeConfig("a"))).toBe(
    true,
  );
});

it("shows to a session what it may do, and nothing else", async () => {
  const platform = new FakePlatform({
    "GET /session": json(200, { doc: { csrfToken: "x", role: "deployer", allowed: [OPERATIONS] } }),
  });
  show(
    <>
      <Allowed to={routes.restart("web")}>restart web</Allowed>
      <Allowed to={routes.restart("other")} otherwise={<p>not yours</p>}>
        restart other
      </Allowed>
      <Allowed to={routes.createService}>create</Allowed>
    </>,
    platform,
  );
  await screen.findByText("not yours");
  expect(document.body).toHaveTextContent("restart web");
  expect(document.body).not.toHaveTextContent("restart other");
  expect(document.body).not.toHaveTextContent("create");
});
