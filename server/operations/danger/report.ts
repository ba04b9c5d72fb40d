import { createHmac } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { dangerReport } from "#db/schema/dangerReport.ts";
import { fault } from "#db/schema/fault.ts";
import { place } from "#db/schema/place.ts";
import { site } from "#db/schema/site.ts";
import { trackingLink } from "#db/schema/trackingLink.ts";
import { personIdOf } from "../../domain/access/actor.ts";
import { dangerKinds } from "../../domain/catalogue/danger.ts";
import { Refused, refuse } from "../../domain/refusal.ts";
import { wordsAnyhow } from "../../domain/text/anyhow.ts";
import { longestDescription } from "../../domain/ticket/description.ts";
import { anyTime } from "../../domain/ticket/wish.ts";
import { env } from "../../env.ts";
import { id } from "../input.ts";
import { hashOf, secretOf, trackingPath } from "../link/secret.ts";
import { newId } from "../newId.ts";
import { command, type Work } from "../operation.ts";
import { readPhone } from "../phone.ts";
import { elsewhere } from "../place/elsewhere.ts";
import { opensPlace, placeCodeInput } from "../placeCode/open.ts";
import { homesOf } from "../ticket/followers.ts";
import { reportRepair } from "../ticket/report.ts";
import { joinDanger, markOf } from "./join.ts";

/** What nobody can type by mistake is cut, never refused. */
const anyhow = (max: number) =>
  z
    .string()
    .default("")
    .transform((typed) => wordsAnyhow(typed, max));

/**
 * Somebody tells of a danger, signed in or not. The first opens a ticket of urgency 1, which rings at once; whoever
 * tells of the same danger at the same place within ten minutes joins it. Nothing limits it; many from one address are
 * marked for the desk. Refusals: NOT_FOUND (placeId: a home that is not theirs), REQUIRED (siteId) where nothing says
 * at which site it is.
 */
export const reportDanger = command({
  name: "danger.report",
  input: z.strictObject({
    danger: z.enum(dangerKinds, { error: "REQUIRED" }),
    /** The label that was scanned, or a public place or own home that was chosen, or else the site, with words. */
    placeCode: placeCodeInput,
    placeId: id.optional(),
    siteId: id.optional(),
    placeWords: anyhow(200),
    words: anyhow(longestDescription - 200),
    phone: anyhow(60),
    locale: z.enum(["zh", "en"]).default("zh"),
  }),
  async run(work, input) {
    const { tx, now } = work;
    const at = await whereOf(work, input);
    // Two who press in the same moment are one ticket.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`danger:${at.place.siteId}`}, 0))`);
    const contactPhone = readPhone(input.phone);
    const unread = contactPhone === null ? input.phone : "";
    const wordsKey = keyOf(
      input.placeWords
        .normalize("NFKC")
        .toLowerCase()
        .replaceAll(/[\s\p{P}]/gu, ""),
    );
    const peerKey = work.peer === undefined ? "" : keyOf(`${work.peer}\n${now.toISOString().slice(0, 10)}`);
    const seen = { danger: input.danger, place: at.place, wordsKey, peerKey };
    const words = [input.words, unread].filter((said) => said !== "").join("\n");
    const { placeWords, phone, locale } = input;
    const joined = await joinDanger(work, seen, { words, placeWords, phone, contactPhone, locale });
    const { ticketId, number } = joined ?? (await open());
    const kept = { ticketId, siteId: at.place.siteId, danger: input.danger, placeId: at.place.id };
    const reportId = newId(now);
    await tx
      .insert(dangerReport)
      .values({ ...kept, id: reportId, wordsKey, peerKey, joined: joined !== null, at: now });
    const linkId = newId(now);
    await tx.insert(trackingLink).values({
      id: linkId,
      ticketId,
      personId: personIdOf(work.actor),
      // Not the number that was typed: a link there may be somebody else's.
      address: `danger:${reportId}`,
      onlooker: joined !== null && !joined.own,
      locale: input.locale,
      tokenHash: hashOf(secretOf(linkId)),
      createdAt: now,
    });
    return { ticketId, number, joined: joined !== null, link: linkId };

    async function open() {
      const what = await faultOf(work, input.danger, at.place.kind);
      const said = words === "" ? (input.locale === "zh" ? what.nameZh : what.nameEn) : words;
      const vouched = {
        source: at.scanned ? ("qr" as const) : ("portal" as const),
        data: await markOf(work, input.danger, peerKey),
      };
      return reportRepair.run(
        { ...work, vouched },
        {
          placeId: at.place.id,
          placeWords: input.placeWords,
          faultCode: what.code,
          urgency: 1,
          description: said,
          photoIds: [],
          contactName: work.actor.kind === "staff" ? work.actor.name : "",
          ...(contactPhone !== null && { contactPhone }),
          began: "now",
          wish: anyTime,
        },
      );
    }
  },
  told: (kept) => ({ ...kept, link: trackingPath(kept.link) }),
});

type Said = { placeCode?: string; placeId?: string; siteId?: string; placeWords: string };

async function whereOf(work: Work, said: Partial<Said> & Pick<Said, "placeWords">) {
  const { tx, actor } = work;
  if (said.placeId !== undefined) {
    const [row] = await tx.select().from(place).where(eq(place.id, said.placeId));
    const scanned = row !== undefined && (await opensPlace(tx, said.placeCode, row.id));
    if (row && (scanned || row.kind !== "home" || (await livesAt(row.id)))) return { place: row, scanned };
    if (said.siteId === undefined) throw new Refused(refuse("NOT_FOUND", { field: "placeId" }));
  }
  const siteId = said.siteId ?? (await onlySite());
  const at = siteId === null ? null : await elsewhere(tx, siteId, said.placeWords);
  if (at === null) throw new Refused(refuse("REQUIRED", { field: "siteId" }));
  return { place: at, scanned: false };

  async function livesAt(homeId: string): Promise<boolean> {
    if (actor.kind === "staff") return actor.roles.length > 0;
    if (actor.kind !== "resident") return false;
    return (await homesOf(tx, actor.personId)).some(({ placeId }) => placeId === homeId);
  }

  async function onlySite(): Promise<string | null> {
    const sites = await tx.select({ id: site.id }).from(site).limit(2);
    return sites.length === 1 ? sites[0]!.id : null;
  }
}

/** The fault of the catalogue that this danger is: one that can happen at such a place, one in use. */
async function faultOf(work: Work, danger: (typeof dangerKinds)[number], kind: string) {
  const fits = kind === "home" ? "home" : "public";
  const [found] = await work.tx
    .select({ code: fault.code, nameZh: fault.nameZh, nameEn: fault.nameEn })
    .from(fault)
    .where(and(eq(fault.danger, danger), sql`${fault.retiredAt} is null`))
    .orderBy(sql`(${fault.at} in ('both', ${fits})) desc`, asc(fault.urgency), asc(fault.position))
    .limit(1);
  if (found === undefined) throw new Refused(refuse("FAULT_RETIRED", { field: "danger" }));
  return found;
}

/** Enough to know the same thing again, and nothing to read. */
function keyOf(said: string): string {
  if (said === "") return "";
  return createHmac("sha256", env().secret).update(`danger\n${said}`).digest("base64url").slice(0, 22);
}
