import type { UrgencyLevel } from "../ticket/ticket.ts";

/** What a policy is for: a fault, a category or any; a site or the whole company. */
export type Aim = {
  siteId: string | null;
  categoryCode: string | null;
  faultCode: string | null;
  urgency: number;
};

/** What is looked for; without a fault or category, what holds for any. */
export type Wanted = {
  siteId: string | null;
  categoryCode: string | null;
  faultCode: string | null;
  urgency: UrgencyLevel;
};

/** The row that holds: fault before category before any, then the site's own before the company's. */
export function closest<Row extends Aim>(rows: readonly Row[], wanted: Wanted): Row | undefined {
  const fits = (own: string | null, asked: string | null) => own === null || own === asked;
  const weight = (row: Row) =>
    Number(row.faultCode !== null) * 4 + Number(row.categoryCode !== null) * 2 + Number(row.siteId !== null);
  return rows
    .filter(
      (row) =>
        row.urgency === wanted.urgency &&
        fits(row.siteId, wanted.siteId) &&
        fits(row.categoryCode, wanted.categoryCode) &&
        fits(row.faultCode, wanted.faultCode),
    )
    .sort((a, b) => weight(b) - weight(a))[0];
}

/** Are these about exactly the same? */
export function sameAim(a: Aim, b: Aim): boolean {
  return (
    a.siteId === b.siteId &&
    a.categoryCode === b.categoryCode &&
    a.faultCode === b.faultCode &&
    a.urgency === b.urgency
  );
}
