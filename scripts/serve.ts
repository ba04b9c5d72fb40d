// Serves with the settings of its environment: the part of start and dev that may be ended and begun again.
import { main } from "./step.ts";

const dev = process.argv.includes("--dev");
Object.assign(process.env, { NODE_ENV: dev ? "development" : "production" });

await main(async () => {
  const { env } = await import("#server/env.ts");
  const { letParentSetClock } = await import("#server/clock.ts");
  const { serve } = await import("#server/main.ts");
  const { port, host } = env();
  if (process.env.MENDLINE_CLOCK === "parent") letParentSetClock();
  const serving = await serve({ port, host, dev });
  console.log(`serving ${serving.url}`);
  for (const signal of ["SIGINT", "SIGTERM"]) {
    process.once(signal, () => {
      serving.close().then(
        () => process.exit(0),
        () => process.exit(1),
      );
      setTimeout(() => process.exit(1), 10_000).unref();
    });
  }
});
