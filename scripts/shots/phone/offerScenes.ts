import type { Sql } from "../../../e2e/fixtures/database.ts";
import type { Scene } from "./scene.ts";
import { soon, type World } from "./world.ts";

/** An open job is held out to everybody, anew for each light and language because it lasts for minutes only. */
export async function offerScenes({ doors, siteId, report, personId }: World, sql: Sql): Promise<Scene[]> {
  const faultCode = "toilet-blocked";
  const [known] = await sql<Array<{ code: string }>>`
    select code from fault where code = ${faultCode} or (skill = 'plumbing' and not certificate and retired_at is null
      and at <> 'public' and urgency >= 3 and code <> 'tap-dripping') order by code = ${faultCode} desc limit 1`;
  const code = known!.code;
  await doors.lead.tell("dispatch.setMode", { siteId, faultCode: code, mode: "grab", reason: "试抢单" });
  const ticketId = await report(Math.floor(Math.random() * 9) + 10, { faultCode: code });
  let offerId = "";
  for (let n = 0; n < 60 && offerId === ""; n++) {
    const [row] = await sql<Array<{ id: string }>>`
      select id from offer where ticket_id = ${ticketId} and technician_id = ${personId} and ended_at is null`;
    offerId = row?.id ?? "";
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  const claim = {
    verb: "claim",
    ticketId,
    offerId,
    urgency: 3,
    fault: { nameZh: "马桶堵塞", nameEn: "Blocked toilet" },
  };
  return [
    { name: "offer-open", path: "/jobs" },
    { name: "offer-asked", path: "/jobs", kept: [{ step: { ...claim, expiresAt: soon(0.04) } }] },
    { name: "offer-asked-over", path: "/jobs", kept: [{ step: { ...claim, expiresAt: soon(-0.04) } }] },
    { name: "offer-passed", path: "/jobs", kept: [{ step: { verb: "pass", ticketId, offerId } }] },
    {
      name: "conflict-claim-taken",
      path: "/jobs",
      kept: [
        {
          step: { ...claim, expiresAt: soon(-0.04) },
          told: {
            code: "TICKET_TAKEN",
            params: { to: "李强", by: "Mendline", seconds: 140, type: "accepted" },
          },
        },
      ],
    },
    {
      name: "conflict-claim-over",
      path: "/jobs",
      kept: [
        {
          step: { ...claim, expiresAt: soon(-0.04) },
          told: { code: "OFFER_OVER", params: { why: "expired", at: soon(-0.04) } },
        },
      ],
    },
  ];
}
