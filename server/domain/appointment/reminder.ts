/** What an owner is reminded of, and how long before, minutes. */
export const reminders = { day: 1440, hour: 60 } as const;
export type Reminder = keyof typeof reminders;
export const reminderNames = ["day", "hour"] as const satisfies readonly Reminder[];

/** A visit that is agreed; ISO instants. */
export type Agreed = { from: string; agreedAt: string; sent: readonly Reminder[] };

/**
 * The reminder that has to go out now, or null. One that is already past when the time is agreed never goes: whoever
 * says yes an hour before needs no reminder. After a standstill the day's word is not said in the last hour, and none
 * once the window has begun.
 */
export function reminderDue({ from, agreedAt, sent }: Agreed, now: string): Reminder | null {
  const start = Date.parse(from);
  const at = Date.parse(now);
  const owed = (name: Reminder, over: number) => {
    const due = start - reminders[name] * 60_000;
    return !sent.includes(name) && due > Date.parse(agreedAt) && due <= at && at < over;
  };
  if (owed("hour", start)) return "hour";
  return owed("day", start - reminders.hour * 60_000) ? "day" : null;
}
