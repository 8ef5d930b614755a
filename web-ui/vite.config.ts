import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const orchestrator = process.env.PAZ_ORCHESTRATOR_URL ?? "http://127.0.0.1:9000";

export default defineConfig({
  base: "/ui/",
  plugins: [react()],
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
    reporters: ["default", ["junit", { suiteName: "web-ui" }]],
    outputFile: { junit: "target/surefire-reports/TEST-web-ui.xml" },
  },
});
