// The product, in a process of its own: the production server with its pages, or without them where that is asked for.
import { closeDatabase, database } from "#db/client.ts";
import { env } from "#server/env.ts";
import { openFront } from "#server/http/front.ts";
import { startOutbox } from "#server/jobs/outbox.ts";
import { openGateway } from "#server/live/gateway.ts";
import { startRelay } from "#server/live/relay.ts";
import { onRing } from "#server/operations/doorbell.ts";
import { answerParent, cpuOfThis } from "./child.ts";
import { tick } from "./clock.ts";

const { port, host } = env();
const rings = new Map<string, number[]>();
onRing((siteId) => {
  const times = rings.get(siteId);
  if (times) times.push(tick());
  else rings.set(siteId, [tick()]);
});

const serving = process.env.BENCH_PAGES === "0" ? withoutPages() : withPages();

async function withPages(): Promise<() => Promise<void>> {
  const { serve } = await import("#server/main.ts");
  return (await serve({ port, host, dev: false })).close;
}

async function withoutPages(): Promise<() => Promise<void>> {
  const connection = database();
  const server = openFront({ page: async (_, response) => void response.writeHead(404).end() });
  const io = openGateway(server);
  const relay = startRelay(io, connection);
  await relay.ready;
  const outbox = startOutbox(connection.db);
  await new Promise<void>((resolve) => server.listen(port, host, resolve));
  return async () => {
    await outbox.stop();
    await io.close();
    await relay.stop();
    await closeDatabase();
  };
}

answerParent({
  ready: () => serving.then(() => true),
  cpu: cpuOfThis,
  /** Moments at which a command of each site was committed, in order, since the last question. */
  rings: () => {
    const all = [...rings];
    rings.clear();
    return all;
  },
});
process.once("SIGTERM", async () => {
  await (await serving)().catch(() => {});
  process.exit(0);
});
