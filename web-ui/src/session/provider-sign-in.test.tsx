import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { FakePlatform, json, show } from "../testing/platform";
import { SignInPage } from "./sign-in-page";

const AT = { route: "/sign-in", at: "/sign-in?code=c0de&state=5tate" };

it("offers the identity provider where there is one", async () => {
  show(
    <SignInPage />,
    new FakePlatform({ "GET /session/oidc": json(200, { doc: { provider: "id.example.org" } }) }),
  );
  expect(await screen.findByRole("button", { name: "Sign in with id.example.org" })).toBeEnabled();
});

it("offers none where there is none", async () => {
  const platform = new FakePlatform({ "GET /session/oidc": json(200, { doc: {} }) });
  show(<SignInPage />, platform);
  await expect.poll(() => platform.asked).toContain("GET /session/oidc");
  expect(screen.queryByRole("button", { name: /^Sign in with/ })).not.toBeInTheDocument();
});

it("sends on what the provider answered with, once, and asks for the code of a second factor", async () => {
  const user = userEvent.setup();
  const platform = new FakePlatform({
    "POST /session/oidc/answer": (body) => {
      const { oneTimeCode } = body as { oneTimeCode?: string };
      if (oneTimeCode === "123456") return json(200, { doc: { csrfToken: "x" } });
      return json(401, { code: oneTimeCode ? "wrong_code" : "second_factor_required", message: "code: no" });
    },
  });
  show(<SignInPage />, platform, AT);
  await user.type(await screen.findByLabelText("Code"), "123456");
  expect(platform.asked).toEqual(['POST /session/oidc/answer {"state":"5tate","code":"c0de"}']);
  await user.click(screen.getByRole("button", { name: "Sign in" }));
  expect(await screen.findByText("elsewhere")).toBeInTheDocument();
});

it("says why nobody is signed in, and how else to sign in", async () => {
  const platform = new FakePlatform({
    "POST /session/oidc/answer": json(403, { code: "forbidden", message: "account: none" }),
  });
  show(<SignInPage />, platform, AT);
  expect(await screen.findByText("account: none")).toBeInTheDocument();
  expect(screen.getByLabelText("Password")).toBeInTheDocument();
});

it("says what the provider refused, and asks nothing", async () => {
  const platform = new FakePlatform();
  show(<SignInPage />, platform, { route: "/sign-in", at: "/sign-in?error=access_denied&state=5tate" });
  expect(await screen.findByText(/access_denied/)).toBeInTheDocument();
  expect(platform.asked.filter((request) => request.startsWith("POST"))).toEqual([]);
});
