import type { Tx, Work } from "./operation.ts";

/** Work that nobody asked for: a job of the server's own does it. `touched` collects the sites to ring after commit. */
export function systemWork(tx: Tx, job: string, now: Date, touched: Set<string>): Work {
  return {
    tx,
    actor: { kind: "system", job },
    now,
    touched,
    ended: new Set(),
    calls: new Set(),
    people: new Set(),
  };
}
