import { isNull, sql } from "drizzle-orm";
import { fault } from "#db/schema/fault.ts";
import type { Weights } from "../../domain/triage/model.ts";
import { type KnownFault, primed } from "../../domain/triage/primer.ts";
import { type Head, heads, type Knowledge, piecesOf } from "../../domain/triage/propose.ts";
import type { Tx } from "../operation.ts";

export type Reader = Pick<Tx, "select" | "execute">;
type Catalogue = { mark: string; faults: KnownFault[]; primer: Weights };
/** All that triage knows about one text at one kind of place. */
export type Known = { faults: KnownFault[]; primer: Weights; learned: Knowledge };

/** What the catalogue teaches is worked out once for each state of it; only so many are kept. */
const catalogues = new Map<string, Catalogue>();
const mostCatalogues = 4;
let newest: Catalogue | undefined;

/**
 * The catalogue and what the desk has taught about these words: one statement, which also says whether the catalogue is
 * still the one that is known here.
 */
export async function knowledgeOf(db: Reader, text: string, placeKind: string | null): Promise<Known> {
  const catalogue = newest ?? (await readCatalogue(db));
  const first = await readWeights(db, text, placeKind, catalogue.faults);
  if (first.mark === catalogue.mark) return { ...catalogue, learned: first.learned };
  const now = catalogues.get(first.mark) ?? (await readCatalogue(db));
  newest = now;
  const { learned } = await readWeights(db, text, placeKind, now.faults);
  return { ...now, learned };
}

const markOf = sql`(select md5(string_agg(fault::text, chr(10) order by fault.code)) from fault)`;

async function readCatalogue(db: Reader): Promise<Catalogue> {
  const rows = await db
    .select({
      code: fault.code,
      categoryCode: fault.categoryCode,
      nameZh: fault.nameZh,
      nameEn: fault.nameEn,
      skill: fault.skill,
      urgency: fault.urgency,
      scope: fault.scope,
      at: fault.at,
      danger: fault.danger,
      words: fault.words,
      mark: sql<string>`${markOf}`,
    })
    .from(fault)
    .where(isNull(fault.retiredAt))
    .orderBy(fault.position, fault.code);
  const faults = rows.map(({ mark: _mark, ...known }) => known);
  const mark = rows[0]?.mark ?? "";
  const catalogue = catalogues.get(mark) ?? { mark, faults, primer: primed(faults) };
  catalogues.delete(mark);
  catalogues.set(mark, catalogue);
  if (catalogues.size > mostCatalogues) catalogues.delete(catalogues.keys().next().value!);
  newest = catalogue;
  return catalogue;
}

type Row = { head: string; piece: string; label: string; weight: number };

async function readWeights(db: Reader, text: string, placeKind: string | null, faults: KnownFault[]) {
  const pieces = JSON.stringify(piecesOf(text, placeKind, faults));
  const rows = await db.execute<Row>(sql`
    with asked as materialized (select array(select jsonb_array_elements_text(${pieces}::text::jsonb)) as pieces)
    select head, piece, label, sum(weight)::int as weight
    from (
      select head, piece, label, weight from triage_weight where piece = any((select pieces from asked)::text[])
      union all
      select head, piece, label, step from triage_step where piece = any((select pieces from asked)::text[])
    ) taught
    group by head, piece, label
    having sum(weight) <> 0
    union all
    select 'catalogue', '', coalesce(${markOf}, ''), 0`);
  const learned = Object.fromEntries(heads.map((head) => [head, new Map<string, Map<string, number>>()])) as {
    [head in Head]: Map<string, Map<string, number>>;
  };
  let mark = "";
  for (const { head, piece, label, weight } of rows) {
    if (head === "catalogue") {
      mark = label;
      continue;
    }
    const weights = learned[head as Head];
    const labels = weights?.get(piece) ?? new Map<string, number>();
    weights?.set(piece, labels.set(label, weight));
  }
  return { mark, learned };
}
