import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { FakePlatform, json, show } from "../testing/platform";
import RequestPage from "./request-page";

function page(answer: Response) {
  const platform = new FakePlatform({ "GET /trace/request-0001": answer });
  show(<RequestPage />, platform, { route: "/requests/:id", at: "/requests/request-0001" });
}

it("tells the story of a request, its attempts and the lines around it", async () => {
  page(
    json(200, {
      id: "request-0001",
      requests: [
        {
          time: 1_000,
          method: "GET",
          host: "shop.paz",
          path: "/",
          client: "10.0.0.9",
          service: "shop",
          status: 200,
          milliseconds: 201,
          story: ["GET shop.paz/ came from 10.0.0.9, for shop"],
          passes: [
            {
              instance: "shop-3-2",
              status: 200,
              termination: "----",
              queue: 0,
              connect: -1,
              response: 100,
              total: 101,
              retries: 0,
              received: 1,
              sent: 2,
            },
          ],
          deployments: [{ version: 3, state: "running", createdAt: 1 }],
          lines: [{ time: "t", host: "m1", unit: "shop-3-2", message: "hello" }],
        },
      ],
    }),
  );
  await screen.findByText("GET shop.paz/ came from 10.0.0.9, for shop");
  expect(screen.getByRole("row", { name: "shop-3-2 200 0 ms – 100 ms 101 ms" })).toBeInTheDocument();
  expect(screen.getByRole("link", { name: "Deployment of version 3" })).toHaveAttribute(
    "href",
    "/deployments/shop/3",
  );
  expect(screen.getByText("shop-3-2 hello")).toBeInTheDocument();
});

it("says why there is nothing", async () => {
  page(
    json(404, { code: "not_found", message: "request request-0001: not found among the newest requests" }),
  );
  await screen.findByText(/not found among the newest requests/);
});
