import { type Child, startChild } from "./child.ts";
import { sleep, tick } from "./clock.ts";
import { demandExactDelivery } from "./exact.ts";
import type { Ground } from "./ground.ts";
import type { Heard } from "./sink.ts";

export type Boards = Awaited<ReturnType<typeof openBoards>>;

/** The sink with its boards on the product, and its bare sockets on the control where there is one. */
export async function openBoards(ground: Ground, count: number) {
  const sink: Child = await startChild("sink.ts");
  const cookies = ground.town.dispatchers.map(({ cookie }) => cookie);
  return {
    sink,
    count,
    async attach(): Promise<void> {
      await sink.ask("attach", {
        group: "product",
        url: `ws://127.0.0.1:${ground.port}/socket.io/?EIO=4&transport=websocket`,
        cookies,
        origin: ground.origin,
        count,
        bare: false,
        heads: await ground.heads(),
      });
    },
    async attachBare(port: number): Promise<void> {
      await sink.ask("attach", {
        group: "bare",
        url: `ws://127.0.0.1:${port}/`,
        cookies: [],
        origin: `http://127.0.0.1:${port}`,
        count,
        bare: true,
        heads: [],
      });
    },
    detach: (group: "product" | "bare") => sink.ask("detach", group),
    /** What was heard since the last time, once all of it is; throws unless every board heard exactly `events`. */
    async collect(events: number): Promise<Heard[]> {
      const end = tick() + 5_000;
      while ((await sink.ask<number>("complete", count)) < events && tick() < end) await sleep(20);
      const { heard, faults } = await sink.ask<{ heard: Heard[]; faults: never }>("collect");
      demandExactDelivery(heard, faults, count, events);
      return heard;
    },
    end: () => sink.end(),
  };
}
