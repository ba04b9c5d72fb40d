/** What this phone remembers of the office for whoever is signed in: materials, parts of jobs, his calls, presence and free times. */
const drawers = [
  "mendline.stock.",
  "mendline.parts.",
  "mendline.field.calls.",
  "mendline.field.presence.",
  "mendline.field.slots.",
  "mendline.field.hello.",
];

/** With signing out it goes, as the pages do. What he did and wrote himself and is not sent stays, under his name. */
export function forgetSeen(): void {
  forget(() => true);
}

/** Somebody else is signed in: what was remembered for others goes, however their session ended. */
export function forgetSeenOfOthers(personId: string): void {
  forget((rest) => rest !== personId && !rest.startsWith(`${personId}.`));
}

/** `goes` is asked about what stands behind the name of a drawer: the person, and perhaps a job. */
function forget(goes: (rest: string) => boolean): void {
  try {
    for (const key of Object.keys(localStorage)) {
      const drawer = drawers.find((each) => key.startsWith(each));
      if (drawer !== undefined && goes(key.slice(drawer.length))) localStorage.removeItem(key);
    }
  } catch {
    // Where nothing may be kept, nothing is.
  }
}
