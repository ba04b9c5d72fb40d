import type { Page } from "@playwright/test";
import type { World } from "./world.ts";

/* What the scenes have in common: pages, presses, and a record as it was written. */
type Span = { from: string; until: string };

export const job = ({ ticketId }: { ticketId: string }) => `/jobs/${ticketId}`;
export const on = ({ ticketId, version }: { ticketId: string; version: number }) => ({ ticketId, version });
export const open = (testId: string) => (page: Page) => page.getByTestId(testId).first().click();
export const menu = (page: Page) => page.locator("[popovertarget=field-menu]").click();
export const mend = (page: Page) => page.getByTestId("conflict-mend").first().click();
export const gap = (of: readonly Span[]) => of.map(({ from, until }) => `${from}/${until}`).join(",");
export const draft = {
  measure: "fix",
  found: "阀芯磨损",
  done: "更换阀芯，试水正常",
  materials: "阀芯 1 只",
  result: "fixed",
  cause: "老化",
  tools: "扳手",
  signed: { kind: "code", code: "123456" },
  checks: { tested: "ok", tidy: "ok" },
  readings: {},
  wanted: [],
  again: "",
  againInDays: null,
  trade: null,
  earlier: [],
};
export const complete = {
  verb: "complete",
  measure: "fix",
  found: "阀芯磨损",
  done: "更换阀芯",
  materials: "",
  result: "fixed",
  photoIds: [],
};
export const offline = (page: Page) =>
  page.route("**/api/trpc/appointment.slots**", (route) => route.abort());

export const drawerOf = ({ personId, tickets }: World) =>
  `mendline.record.${personId}.${tickets.onSite.ticketId}`;
