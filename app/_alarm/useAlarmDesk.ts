"use client";
import { useFreshness } from "#app/_live/connection.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import type { Told } from "#app/_trpc/refusal.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { useServerClock } from "#app/_ui/serverClock.ts";
import type { Group } from "#server/domain/alarm/group.ts";
import { type Alarm, type AlarmList, useAlarms } from "./useAlarms.ts";
import { useRinging } from "./useRinging.ts";
import { useShown } from "./useShown.ts";

type Sent = Inputs["alarm"]["acknowledge"];
export type Acknowledged = Outputs["alarm"]["acknowledge"];
const send = (sent: Sent): Promise<Acknowledged> => api.alarm.acknowledge.mutate(sent);

/** As many as one press may stand for. */
const mostAtOnce = 60;
/** A link that has been gone for longer than this is lost, ms. */
const patience = 10_000;

/** What became of a press; `early`: it came before anybody could have read what it would be for. */
export type Outcome =
  | { is: "had"; alarm: Alarm; answer: Acknowledged }
  | { is: "refused"; told: Told }
  | { is: "offline" }
  | { is: "early" };

/** Everything that a line of alarms needs, wherever it stands. */
export function useAlarmDesk(first: AlarmList | null) {
  const { list, look } = useAlarms(first);
  const { state, since } = useFreshness();
  useServerClock(1_000);
  const linked = state !== "offline" || since === "" || Date.now() - Date.parse(since) < patience;
  const ringing = useRinging(list, !linked);
  const shown = useShown(list);
  const { run, pending } = useCommand<Sent["input"], Acknowledged>(send);

  async function acknowledge({ head, others }: Group<Alarm>): Promise<Outcome> {
    if (!linked) return { is: "offline" };
    const answer = await run({
      alarmId: head.id,
      others: others.slice(0, mostAtOnce).map((each) => each.id),
    });
    if (!answer.ok) return { is: "refused", told: answer.told };
    void look();
    return { is: "had", alarm: head, answer: answer.result };
  }

  /** Takes in hand what the line shows, or what it showed when the press was made. */
  async function press(): Promise<Outcome | null> {
    if (pending) return null;
    const group = shown.pressed();
    return group === undefined ? { is: "early" } : acknowledge(group);
  }

  return { list, look, linked, ringing, ...shown, acknowledge, press, pending };
}
