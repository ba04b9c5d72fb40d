/** The ways to look at the same live board, in the order of their keys 1 to 4. */
export const views = ["lanes", "list", "timeline", "plan"] as const;
export type View = (typeof views)[number];

/** As the address says it; lanes are what it means when it says nothing. */
export function readView(word: string | null): View {
  return views.find((view) => view === word) ?? "lanes";
}
