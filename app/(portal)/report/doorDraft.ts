import type { Draft } from "./draft.ts";

/** What was said before anybody knew who says it. */
type DoorDraft = Pick<Draft, "faultCode" | "description">;
const drawer = "mendline.report.door";

/** Kept on this device until it becomes somebody's draft. */
export function doorDraft(): Partial<DoorDraft> {
  try {
    return (JSON.parse(localStorage.getItem(drawer) ?? "null") as DoorDraft | null) ?? {};
  } catch {
    return {};
  }
}

export function keepDoorDraft(said: DoorDraft | null): void {
  try {
    if (said === null) localStorage.removeItem(drawer);
    else localStorage.setItem(drawer, JSON.stringify(said));
  } catch {
    // A forbidden store: it lives as long as the page.
  }
}

/** The draft with what was said at the door, where it says nothing of that itself. The door keeps it no longer. */
export function withDoorDraft(draft: Draft): Draft {
  const said = doorDraft();
  keepDoorDraft(null);
  return {
    ...draft,
    faultCode: draft.faultCode ?? said.faultCode ?? null,
    description: draft.description === "" ? (said.description ?? "") : draft.description,
  };
}
