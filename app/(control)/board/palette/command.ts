import type { Ask } from "../desk.ts";
import { fit, soughtIn } from "./item.ts";

/** A command as it is typed, in one breath: what, which job, and for some of them who. */
export type Command = { verb: Ask | "open"; job: string; who: string };

/** What each is called, longest first where one begins with another. */
const called: ReadonlyArray<readonly [Command["verb"], readonly string[]]> = [
  ["transfer", ["transfer", "转派", "转给", "转"]],
  ["assign", ["assign", "send", "派单", "派给", "派"]],
  ["withdraw", ["withdraw", "收回"]],
  ["endPause", ["go on", "继续"]],
  ["triage", ["triage", "改级", "改单"]],
  ["merge", ["merge", "合并"]],
  ["turnDown", ["turn down", "不予受理", "不受理"]],
  ["cancel", ["cancel", "取消"]],
  ["open", ["open", "打开", "看"]],
];

/** `assign 3108 zhang` or `派 3108 张`: the job by the end of its number, the name as far as one likes; null for no command. */
export function commandIn(typed: string): Command | null {
  const line = typed.normalize("NFKC").toLowerCase().trim();
  for (const [verb, names] of called)
    for (const name of names) {
      if (!line.startsWith(name)) continue;
      const [, job, who] =
        /^\s*([a-z0-9-]*\d)(?:\s+(.*)|(\p{Script=Han}.*))?$/u.exec(line.slice(name.length)) ?? [];
      if (job === undefined) continue;
      const after = line.slice(line.indexOf(job, name.length) + job.length).trim();
      return { verb, job, who: (who ?? after).replace(/^(给|to )\s*/, "") };
    }
  return null;
}

/** Is this the job that is meant: its whole number, or how its number ends? */
export function isMeant(number: string, job: string): boolean {
  const whole = number.toLowerCase();
  return whole === job || whole.endsWith(job) || whole.replaceAll("-", "").endsWith(job.replaceAll("-", ""));
}

/** Is this the person who is meant: by name, in Latin letters, or by the initials of its syllables? */
export function isNamed(who: { name: string; nameLatin: string }, typed: string): boolean {
  return fit(typed, soughtIn([who.name, who.nameLatin])) !== null;
}
