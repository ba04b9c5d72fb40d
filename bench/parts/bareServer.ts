// The bare part: a plain http server that sends the same bytes to every raw WebSocket when it is told to.
import { createServer } from "node:http";
import { WebSocketServer } from "ws";
import { answerParent, cpuOfThis } from "./child.ts";
import { tick } from "./clock.ts";

const port = Number(process.env.BENCH_PORT);
let frame: Record<string, unknown> = {};
let seq = 0;
let sent: Array<[seq: number, at: number]> = [];

const server = createServer((request, response) => {
  request.resume().on("end", () => {
    const at = tick();
    seq += 1;
    const bytes = Buffer.from(`42${JSON.stringify(["events", [{ ...frame, siteId: "bare", seq }]])}`);
    for (const client of sockets.clients) client.send(bytes, { binary: false });
    sent.push([seq, at]);
    response.end(String(seq));
  });
});
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
const listening = new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));

answerParent({
  ready: () => listening.then(() => true),
  cpu: cpuOfThis,
  frame: (given: Record<string, unknown>) => {
    frame = given;
  },
  sent: () => {
    const all = sent;
    sent = [];
    return all;
  },
});
process.once("SIGTERM", () => process.exit(0));
