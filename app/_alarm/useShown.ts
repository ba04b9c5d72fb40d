"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Group, grouped } from "#server/domain/alarm/group.ts";
import { unheard } from "#server/domain/alarm/ringing.ts";
import { lineOf } from "./line.ts";
import { pressedFor, readAfter, type Shown } from "./press.ts";
import type { Alarm, AlarmList } from "./useAlarms.ts";

/**
 * What the line of alarms shows: the gravest matter that nobody has acknowledged. While somebody is at the line it stays
 * what it is and what is graver waits beside it (`arrived`), so that nothing changes under a finger. `pressed` answers
 * which matter a press is for: never for one that has only just come.
 */
export function useShown(list: AlarmList | null) {
  const line = useRef<HTMLElement>(null);
  const [held, setHeld] = useState(false);
  const hold = useCallback(() => setHeld(line.current?.matches(":hover, :focus-within") ?? false), []);
  // A button that goes away takes the focus along without a word.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked whenever the alarms are others
  useEffect(hold, [list]);
  const [chosen, setChosen] = useState<string | null>(null);
  const groups = useMemo(() => {
    const open = list?.open ?? [];
    // What does not sound in a flood stands all the same: it is only said after what does.
    return grouped(unheard(open, false), list?.flood ?? false);
  }, [list]);
  const { shown, arrived } = lineOf(groups, held, chosen);
  const id = shown?.head.id ?? null;

  const painted = useRef<Shown>({ id: null, since: 0, before: null });
  const [read, setRead] = useState<string | null>(null);
  useEffect(() => {
    setChosen(id);
    painted.current = { id, since: performance.now(), before: painted.current.id };
    const timer = setTimeout(() => setRead(id), readAfter);
    return () => clearTimeout(timer);
  }, [id]);

  function pressed(): Group<Alarm> | undefined {
    const stands = (alarmId: string) => groups.some(({ head }) => head.id === alarmId);
    const meant = pressedFor(painted.current, stands, performance.now());
    return meant === id ? shown : groups.find(({ head }) => head.id === meant);
  }

  return {
    groups,
    shown,
    arrived,
    pressed,
    /** It has stood there long enough to be read. */
    isRead: id !== null && read === id,
    /** The line itself, and that somebody may have come to it or left it. */
    line,
    hold,
    /** Shows what waits beside the line. */
    show: (group: Group<Alarm>) => setChosen(group.head.id),
  };
}
