import { and, eq } from "drizzle-orm";
import { person } from "#db/schema/person.ts";
import { stockReservation } from "#db/schema/stock.ts";
import { isUnheld } from "../../domain/ticket/status.ts";
import { tellStaff } from "../notice/tellStaff.ts";
import type { Work } from "../operation.ts";
import { apply, write } from "../ticket/apply.ts";
import { lockRow } from "../ticket/load.ts";
import type { Store } from "./stores.ts";

/** What has become of the material that is held for a job. */
type News =
  | { type: "parts_ready"; count: number }
  | { type: "parts_lost"; count: number; materials: string }
  /** `left`: the job has another technician now, and it still lies where the one before has it. */
  | {
      type: "parts_moved" | "parts_left";
      count: number;
      materials: string;
      place: Store;
      /** Which one it is about, so that it is told once. */
      reservationId: string;
    };

/** An event on a job that is locked, which the desk sees, and a ring for its technician. */
export async function tellHolds(work: Work, ticketId: string, news: News): Promise<void> {
  const { tx } = work;
  const row = await lockRow(tx, ticketId);
  const of = and(eq(stockReservation.ticketId, ticketId), eq(stockReservation.state, "waiting"));
  const still = await tx.$count(stockReservation, of);
  const { type, count } = news;
  const place = "place" in news ? news.place : null;
  const materials = "materials" in news ? news.materials : "";
  const data = {
    count,
    still,
    ...(materials !== "" && { materials }),
    ...(place && { storeId: place.id, storeZh: place.nameZh, storeEn: place.nameEn }),
    ...("reservationId" in news && { reservationId: news.reservationId }),
  };
  await write(work, row, { kind: "fact", type, patch: {}, data });
  if (type === "parts_ready" && still === 0 && isUnheld(row) && row.pauseReason === "parts") {
    // What it waited for is here, and nobody holds it who could say so.
    const there = await lockRow(tx, ticketId);
    await apply(work, there, there.version, { verb: "endPause", reason: "here" });
  }
  if (row.technicianId === null) return;
  const [who] = await tx.select().from(person).where(eq(person.id, row.technicianId));
  if (who === undefined) return;
  const to = { personId: who.id, address: who.phone ?? "", locale: who.locale };
  const store = place === null ? "" : who.locale === "zh" ? place.nameZh : place.nameEn;
  const payload = { number: row.number, still: String(still), materials, store };
  await tellStaff(work, to, type, payload, row.id);
}
