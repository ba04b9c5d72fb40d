/** What this phone remembers of the office for whoever is signed in: materials, parts of jobs, his calls, his presence. */
const drawers = ["mendline.stock.", "mendline.parts.", "mendline.field.calls.", "mendline.field.presence."];

/** With signing out it goes, as the pages do. What he did and wrote himself and is not sent stays, under his name. */
export function forgetSeen(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (drawers.some((drawer) => key.startsWith(drawer))) localStorage.removeItem(key);
  } catch {
    // Where nothing may be kept, nothing is.
  }
}
