/** What is said of no job and from no site that is known: the phone's own time. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
