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

/** The draft with what was said at the door, which keeps it no longer. */
export function withDoorDraft(draft: Draft): Draft {
  const said = doorDraft();
  keepDoorDraft(null);
  return joined(draft, said);
}

/** What was said last counts; the words of an older draft are kept beside it, to be taken in or left out. */
export function joined(draft: Draft, said: Partial<DoorDraft>): Draft {
  const words = (said.description ?? "").trim();
  if (words === "" || words === draft.description.trim())
    return { ...draft, faultCode: said.faultCode ?? draft.faultCode };
  return {
    ...draft,
    // The older fault was chosen for other words.
    faultCode: said.faultCode ?? null,
    description: words,
    older: [draft.description.trim(), draft.older].filter((each) => each !== "").join("\n"),
  };
}
