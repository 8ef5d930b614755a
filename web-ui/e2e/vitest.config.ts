import { defineConfig } from "vitest/config";

/** The page in a real browser, against a platform that runs already; a test of Maven's starts both. */
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    bail: 1,
    sequence: { concurrent: false },
    reporters: ["verbose"],
  },
});
