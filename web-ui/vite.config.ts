import react from "@vitejs/plugin-react";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { constants, gzipSync } from "node:zlib";
import sbom from "rollup-plugin-sbom";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const orchestrator = process.env.PAZ_ORCHESTRATOR_URL ?? "http://127.0.0.1:9000";

/** Beside each asset its compressed twin, which the server gives to browsers that take it. */
function compressed(): Plugin {
  return {
    name: "compressed",
    apply: "build",
    writeBundle({ dir = "" }) {
      const assets = join(dir, "assets");
      for (const name of readdirSync(assets).filter((name) => /\.(js|css|svg)$/.test(name))) {
        const options = { level: constants.Z_BEST_COMPRESSION };
        writeFileSync(join(assets, `${name}.gz`), gzipSync(readFileSync(join(assets, name)), options));
      }
    },
  };
}

/** What of npm ends up in the page, with licences, as META-INF/sbom/page.cdx.json. The same page has the same bill. */
function bill(): Plugin[] {
  const made = sbom({
    outDir: "sbom",
    outFilename: "page.cdx",
    includeWellKnown: false,
    saveTimestamp: false,
  }) as Plugin;
  const placed: Plugin = {
    name: "bill-beside-the-page",
    apply: "build",
    writeBundle({ dir = "" }) {
      const target = join(dir, "../../../META-INF/sbom");
      mkdirSync(target, { recursive: true });
      renameSync(join(dir, "sbom/page.cdx.json"), join(target, "page.cdx.json"));
      rmdirSync(join(dir, "sbom"));
    },
  };
  return [{ ...made, apply: "build" }, placed];
}

export default defineConfig({
  base: "/ui/",
  plugins: [react(), compressed(), bill()],
  // The server puts a fresh nonce in place of this with each answer, so that the policy can name it.
  html: { cspNonce: "PAZ_NONCE" },
  build: {
    outDir: "target/classes/io/paz/webui",
    emptyOutDir: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    modulePreload: { polyfill: false },
  },
  server: {
    proxy: {
      "^/(?!ui/)": { target: orchestrator, ws: true, changeOrigin: false },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/test-setup.ts"],
    // Much of it under the load of a whole build.
    testTimeout: 30_000,
    reporters: ["default", ["junit", { suiteName: "web-ui" }]],
    outputFile: { junit: "target/surefire-reports/TEST-web-ui.xml" },
  },
});
