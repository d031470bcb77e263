/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.URAKATA_URL ?? "http://localhost:8000";

export default defineConfig({
  base: "/static/ui/",
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "../src/urakata/main/ui",
    emptyOutDir: true,
    manifest: true,
    target: "es2023",
  },
  server: {
    proxy: Object.fromEntries(["/k/", "/v1/", "/api/"].map((path) => [path, server])),
  },
  test: { environment: "happy-dom", include: ["src/**/*.test.{ts,tsx}"] },
});
