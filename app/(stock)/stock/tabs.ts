export const tabs = ["levels", "move", "settle", "history", "usage", "materials"] as const;
export type Tab = (typeof tabs)[number];

/** What only whoever answers for the materials sees. */
export const keepersTabs: readonly Tab[] = ["move", "settle", "history", "usage", "materials"];

export function isTab(said: unknown): said is Tab {
  return tabs.some((tab) => tab === said);
}
