import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { FakePlatform, json, show } from "../testing/platform";
import { Shell } from "./shell";

const session = (path: string) => ({
  "GET /session": json(200, { doc: { csrfToken: "t", allowed: [{ method: "GET", path }] } }),
});

it.each([
  ["/certificates", ["Certificates"], ["Audit log"]],
  ["/audit", ["Audit log"], ["Certificates"]],
])(
  "leads who may read %s there, and nowhere else that not everybody may see",
  async (path, shown, hidden) => {
    show(<Shell />, new FakePlatform(session(path)));
    await screen.findByRole("link", { name: "Settings" });
    for (const name of hidden) {
      await expect.poll(() => screen.queryByRole("link", { name })).toBeNull();
    }
    for (const name of shown) expect(screen.getByRole("link", { name })).toBeInTheDocument();
  },
);
