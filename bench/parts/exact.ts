import type { Connection } from "#db/client.ts";
import type { Heard } from "./sink.ts";

type Faults = { gaps: number; twice: number; disorder: number; closed: number };

/** Throws if any board missed, doubled or disordered anything. */
export function demandExactDelivery(heard: Heard[], faults: Faults, boards: number, events: number): void {
  const partly = heard.filter((one) => one.boards !== boards);
  const bad = faults.gaps + faults.twice + faults.disorder + faults.closed;
  if (bad === 0 && partly.length === 0 && heard.length === events) return;
  throw new Error(
    `Delivery was not exact: ${events} events, ${heard.length} heard, ${partly.length} not by exactly ${boards} boards; ` +
      `gaps ${faults.gaps}, twice ${faults.twice}, disorder ${faults.disorder}, closed sockets ${faults.closed}`,
  );
}

/** Throws if a site's stream or its ticket numbers have a hole, or if not exactly `accepted` reports were kept. */
export async function demandExactState({ sql }: Connection, accepted: number): Promise<void> {
  const [row] = await sql`
    select
      (select count(*)::int from event where type = 'reported' and actor ->> 'id' <> 'bench') as reported,
      (select count(*)::int from site where seq <> (select count(*) from event where site_id = site.id)) as holes,
      (select count(*)::int from ticket_counter c where last <> (
        select count(*) from ticket t where t.site_id = c.site_id and t.day::text = c.day and number not like 'H-%' and number not like 'O-%')) as numbers`;
  if (row?.reported === accepted && row?.holes === 0 && row?.numbers === 0) return;
  throw new Error(
    `The final state is wrong: ${accepted} accepted, ${row?.reported} kept, ${row?.holes} streams and ${row?.numbers} days with holes`,
  );
}
