import { expect, it, vi } from "vitest";
import { withRetries } from "./retries";

it("tries again, and gives what came", async () => {
  const load = vi
    .fn<() => Promise<string>>()
    .mockRejectedValueOnce(new Error("network changed"))
    .mockResolvedValue("page");
  expect(await withRetries(load, [0, 0])()).toBe("page");
  expect(load).toHaveBeenCalledTimes(2);
});

it("gives up in the end, with the last reason", async () => {
  const load = vi.fn<() => Promise<string>>().mockRejectedValue(new Error("not there"));
  await expect(withRetries(load, [0, 0])()).rejects.toThrow("not there");
  expect(load).toHaveBeenCalledTimes(3);
});
