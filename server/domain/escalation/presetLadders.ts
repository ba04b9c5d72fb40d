import type { ClockName } from "../sla/terms.ts";
import type { UrgencyLevel } from "../ticket/ticket.ts";
import type { Channel, Rung, Step } from "./ladder.ts";

type Line = [
  clock: ClockName,
  offsetMinutes: number,
  rung: Rung,
  channel: Channel,
  repeatMinutes?: number,
  offDuty?: "off duty too",
];

function ladder(lines: Line[]): Step[] {
  return lines.map(([clock, offsetMinutes, rung, channel, repeatMinutes = null, offDuty]) => ({
    clock,
    offsetMinutes,
    rung,
    channel,
    repeatMinutes,
    offDuty: offDuty !== undefined,
  }));
}

/*
 * Each clock is told of before, at and after its deadline. What came later stands at the end: a step is known by its place
 * in the ladder, and repairs that run keep theirs.
 */

/** Danger to life: a manager is called even at home, and nobody is left in peace until somebody has it. */
const emergency = ladder([
  ["acknowledge", -2, "technician", "push"],
  ["acknowledge", 0, "next", "push", 2],
  ["acknowledge", 1, "lead", "message", 3],
  ["acknowledge", 2, "manager", "call", 5, "off duty too"],
  ["contact", 0, "lead", "push"],
  ["arrive", -5, "technician", "push"],
  ["arrive", 0, "lead", "call", 5],
  ["arrive", 10, "manager", "call", 10, "off duty too"],
  ["finish", -120, "lead", "push"],
  ["finish", 0, "manager", "message", 60],
  ["contact", -2, "technician", "push"],
  ["contact", 5, "lead", "message", 10],
  ["finish", 120, "manager", "call", 120],
]);

const urgent = ladder([
  ["acknowledge", -2, "technician", "push"],
  ["acknowledge", 0, "next", "push", 5],
  ["acknowledge", 5, "lead", "message", 10],
  ["acknowledge", 15, "manager", "call", 15],
  ["contact", 0, "technician", "push"],
  ["arrive", -10, "technician", "push"],
  ["arrive", 0, "lead", "message", 15],
  ["arrive", 30, "manager", "call", 30],
  ["finish", -120, "technician", "push"],
  ["finish", 0, "lead", "message", 60],
  ["contact", -3, "technician", "push"],
  ["contact", 10, "lead", "push"],
  ["finish", 240, "manager", "message"],
]);

const ordinary = ladder([
  ["acknowledge", -10, "technician", "push"],
  ["acknowledge", 0, "lead", "push", 60],
  ["contact", 0, "technician", "push"],
  ["arrive", -30, "technician", "push"],
  ["arrive", 0, "lead", "push", 120],
  ["finish", -240, "technician", "push"],
  ["finish", 0, "lead", "message"],
  ["finish", 1440, "manager", "message"],
  ["acknowledge", 120, "manager", "push"],
  ["contact", -30, "technician", "push"],
  ["contact", 120, "lead", "push"],
  ["arrive", 480, "manager", "push"],
]);

export const presetLadders: Array<{ code: string; nameZh: string; nameEn: string; steps: Step[] }> = [
  { code: "emergency", nameZh: "危及人身", nameEn: "Danger to life", steps: emergency },
  { code: "urgent", nameZh: "急修", nameEn: "Urgent", steps: urgent },
  { code: "ordinary", nameZh: "一般", nameEn: "Ordinary", steps: ordinary },
];

export const ladderOfUrgency: Record<UrgencyLevel, string> = {
  1: "emergency",
  2: "urgent",
  3: "ordinary",
  4: "ordinary",
};
