"use client";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { liveSocket, useLiveSocket } from "#app/_live/connection.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { toldBy } from "#app/_trpc/refusal.ts";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { dutyBy } from "#server/domain/alarm/duty.ts";

export type AlarmList = Outputs["alarm"]["list"];
export type Alarm = AlarmList["open"][number];

/** Asked anew this often even if nothing was heard: shifts end without news. */
const lookEvery = 20_000;
const retryAfter = 2_000;
const off: AlarmList["duty"] = { state: "off", until: null };

/**
 * The alarms of the person's sites, kept true: asked for anew at every change the server tells of, after every
 * reconnection, and now and then. `here` is false once the session is over: then nothing is known and nothing rings. A
 * shift that was known to end ends here too where nothing is heard any more.
 */
export function useAlarms(first: AlarmList | null) {
  const [list, setList] = useState(first);
  const [here, setHere] = useState(true);
  const busy = useRef(false);
  const again = useRef(false);
  const known = useRef<Record<string, number>>(first?.versions ?? {});
  const look = useCallback(async () => {
    if (busy.current) {
      again.current = true;
      return;
    }
    busy.current = true;
    try {
      const fresh = await api.alarm.list.query({});
      known.current = fresh.versions;
      setList(fresh);
      setHere(true);
    } catch (error) {
      const { code } = toldBy(error);
      if (code === "NOT_SIGNED_IN" || code === "NOT_ALLOWED") setHere(false);
      else setTimeout(look, retryAfter);
    } finally {
      busy.current = false;
      if (again.current) {
        again.current = false;
        void look();
      }
    }
  }, []);
  useLiveSocket();
  useEffect(() => {
    const socket = liveSocket();
    const told = (siteId: string, version: number) => {
      if (known.current[siteId] !== version) void look();
    };
    socket.on("alarms", told);
    socket.on("connect", look);
    // A session that ends takes the socket with it.
    socket.on("disconnect", look);
    const timer = setInterval(look, lookEvery);
    void look();
    return () => {
      socket.off("alarms", told);
      socket.off("connect", look);
      socket.off("disconnect", look);
      clearInterval(timer);
    };
  }, [look]);
  const now = useServerClock(1_000);
  const over = list !== null && dutyBy(list.duty, now).state !== list.duty.state;
  const told = useMemo(() => (list !== null && over ? { ...list, duty: off } : list), [list, over]);
  useEffect(() => {
    if (over) void look();
  }, [over, look]);
  return { list: here ? told : null, here, look };
}
