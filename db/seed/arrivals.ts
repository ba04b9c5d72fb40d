import type { Random } from "./random.ts";
import { midnight, weekday } from "./rota.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** When people report, by local hour: after breakfast, after work, hardly at night. */
const hours = [
  0.25, 0.15, 0.1, 0.1, 0.15, 0.3, 1, 3, 6.5, 7.5, 7, 5.5, 3.5, 4, 5, 5, 4.8, 5, 6, 6.5, 6, 4.5, 2.2, 0.9,
];
/** Sunday first. */
const days = [0.86, 1.18, 1.04, 0.98, 0.98, 1.02, 0.94];
const usual = 40;

/** Instants of reports from `from` to `to`, ms, in order. */
export function arrivals(random: Random, from: number, to: number): number[] {
  const times: number[] = [];
  const clock = hours.map((weight, at) => ({ weight, at }));
  for (let start = midnight(from); start < to; start += day) {
    const count = Math.round(random.around(usual * days[weekday(start)]!, 0.12));
    for (let n = 0; n < count; n++) {
      const { at } = random.weighted(clock, (h) => h.weight);
      times.push(Math.floor(start + (at + random.next()) * hour));
    }
  }
  return times.filter((at) => at >= from && at < to).sort((a, b) => a - b);
}
