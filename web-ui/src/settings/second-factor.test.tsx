import { screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { FakePlatform, json, show } from "../testing/platform";
import { SecondFactor } from "./second-factor";

const URI = "otpauth://totp/Paz:ada?secret=GEZDGNBV&issuer=Paz";

it("shows the secret and a QR code, and after a code has confirmed it the recovery codes, once", async () => {
  const user = userEvent.setup();
  const platform = new FakePlatform({
    "POST /session/second-factor": json(201, { doc: { secret: "GEZDGNBV", uri: URI } }),
    "POST /session/second-factor/confirmation": json(200, {
      doc: { recoveryCodes: ["aaaa-bbbb", "cccc-dddd"] },
    }),
  });
  show(<SecondFactor active={false} />, platform);
  await user.click(await screen.findByRole("button", { name: "Set up" }));
  await user.type(await screen.findByLabelText("Your password"), "correct horse");
  await user.click(screen.getAllByRole("button", { name: "Set up" }).at(-1) as HTMLElement);
  expect(await screen.findByText("GEZDGNBV")).toBeInTheDocument();
  expect(screen.getByRole("img", { name: "QR code of the secret" })).toBeInTheDocument();
  await user.type(screen.getByLabelText("Code"), "123456");
  await user.click(screen.getByRole("button", { name: "Turn on" }));
  expect(await screen.findByText("aaaa-bbbb")).toBeInTheDocument();
  expect(screen.queryByText("GEZDGNBV")).not.toBeInTheDocument();
  expect(platform.asked).toContain('POST /session/second-factor/confirmation {"code":"123456"}');
  await user.click(screen.getByRole("button", { name: "I have copied it" }));
  expect(screen.queryByText("aaaa-bbbb")).not.toBeInTheDocument();
});
