import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { FakePlatform, json, show } from "../testing/platform";
import { SignInPage } from "./sign-in-page";

it("asks for a code when the password is right and the account has a second factor", async () => {
  const user = userEvent.setup();
  const platform = new FakePlatform({
    "POST /session": (body) => {
      const { code } = body as { code?: string };
      if (code === "123456") return json(200, { doc: { csrfToken: "x" } });
      return json(401, { code: code ? "wrong_code" : "second_factor_required", message: "code: no" });
    },
  });
  show(<SignInPage />, platform);
  await user.type(await screen.findByLabelText("Name"), "ada");
  await user.type(screen.getByLabelText("Password"), "correct horse");
  expect(screen.queryByLabelText("Code")).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  await user.type(await screen.findByLabelText("Code"), "000000");
  expect(screen.queryByText("Sign-in failed")).not.toBeInTheDocument();
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByText("Sign-in failed")).toBeInTheDocument();
  await user.clear(screen.getByLabelText("Code"));
  await user.type(screen.getByLabelText("Code"), "123456");
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  await expect.poll(() => platform.asked.at(-1)).toContain('"code":"123456"');
});
