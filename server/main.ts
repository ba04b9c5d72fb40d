import { createServer } from "node:http";
import type { Duplex } from "node:stream";
import next from "next";
import { closeDatabase, database } from "#db/client.ts";
import { now as clockNow } from "./clock.ts";
import { env } from "./env.ts";
import { openFront } from "./http/front.ts";
import { startDraining } from "./http/health.ts";
import { startAlarms } from "./jobs/alarms.ts";
import { startAppointments } from "./jobs/appointments.ts";
import { startDispatch } from "./jobs/dispatch.ts";
import { startEscalation } from "./jobs/escalation.ts";
import { startLearning } from "./jobs/lessons.ts";
import { startOutbox } from "./jobs/outbox.ts";
import { startPauses } from "./jobs/pauses.ts";
import { startRecounting } from "./jobs/recount.ts";
import { startForgetting } from "./jobs/retention.ts";
import { startShifts } from "./jobs/shifts.ts";
import { startClearingPictures } from "./jobs/stalePictures.ts";
import { startStock } from "./jobs/stock.ts";
import { openGateway } from "./live/gateway.ts";
import { startRelay } from "./live/relay.ts";
import { report } from "./log.ts";
import { prepareForms } from "./operations/record/prepareForms.ts";
import { prepareTime } from "./operations/sla/prepare.ts";
import { proposalFor } from "./operations/triage/keep.ts";

export type Serving = { url: string; close(): Promise<void> };

/** Starts everything in order: pages, http, sockets, relay, jobs. `close` ends it in the opposite order. */
export async function serve(options: { port: number; host: string; dev: boolean }): Promise<Serving> {
  const connection = database();
  await prepareTime(connection.db, clockNow());
  await prepareForms(connection.db);
  // Next listens for upgrades on the server it is given. This one never opens: it keeps Next away from our sockets, and
  // in development hands it the hot reloader's, which `getUpgradeHandler` does not.
  const inner = createServer();
  const pages = next({ ...options, hostname: options.host, httpServer: inner });
  await pages.prepare();
  const page = pages.getRequestHandler();
  const server = openFront(
    options.dev ? { page, upgrade: (...upgrade) => inner.emit("upgrade", ...upgrade) } : { page },
  );
  const upgraded = new Set<Duplex>();
  server.on("upgrade", (_request, socket) => {
    upgraded.add(socket);
    socket.once("close", () => upgraded.delete(socket));
  });
  const io = openGateway(server);
  const relay = startRelay(io, connection);
  await relay.ready;
  // What the catalogue teaches is worked out now, so that the first report need not wait for it. If that fails it waits.
  await proposalFor(connection.db, "", null).catch((error: unknown) =>
    report(error, "what the catalogue teaches could not be worked out yet; the first report will do it"),
  );
  const jobs = [
    startEscalation,
    startStock,
    startOutbox,
    startAlarms,
    startDispatch,
    startShifts,
    startPauses,
    startAppointments,
    startRecounting,
    startClearingPictures,
    startForgetting,
    startLearning,
  ].map((start) => start(connection.db));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(options.port, options.host, resolve);
  });

  async function close(): Promise<void> {
    startDraining();
    for (const job of jobs) await job.stop();
    // The http server counts as closed only when its last socket is, those handed to Next among them.
    const closed = io.close();
    server.closeAllConnections();
    for (const socket of upgraded) socket.destroy();
    await closed;
    await relay.stop();
    await pages.close();
    await closeDatabase();
  }
  return { url: env().origin, close };
}
