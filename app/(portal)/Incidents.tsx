"use client";
import { useCallback, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { useFollow } from "#app/_live/useFollow.ts";
import { api } from "#app/_trpc/client.ts";
import { IncidentNotice, type RunningIncident } from "./IncidentNotice.tsx";
import { useNow } from "./useNow.ts";

/** A household that only lives there hears of no event; its page asks so often, ms. */
const every = 30_000;

/** What runs or is announced where this person lives. */
export function Incidents({ first, now: serverNow }: { first: RunningIncident[]; now: string }) {
  const t = useTranslations("portal.incident");
  const now = useNow(serverNow);
  const { incidents, refetch } = useRunning(first);
  if (incidents.length === 0) return null;
  return (
    <section className="portal-incidents" aria-label={t("mine")} data-testid="my-incidents">
      {incidents.map((incident) => (
        <IncidentNotice
          key={incident.id}
          incident={incident}
          now={now}
          homeId={incident.status === "open" ? incident.homeId : null}
          refetch={refetch}
        />
      ))}
    </section>
  );
}

function useRunning(first: RunningIncident[]) {
  const [incidents, setIncidents] = useState(first);
  const refetch = useCallback(() => {
    api.incident.running.query({}).then(
      // One that has just been answered may have ended with that answer; its thanks stay on the page.
      (fresh) =>
        setIncidents((shown) => [
          ...fresh.incidents,
          ...shown.filter((each) => ended(each, fresh.incidents)),
        ]),
      () => {},
    );
  }, []);
  useFollow(
    incidents.flatMap((each) => each.own?.ticketId ?? []),
    refetch,
  );
  useEffect(() => {
    const timer = setInterval(refetch, every);
    return () => clearInterval(timer);
  }, [refetch]);
  return { incidents, refetch };
}

function ended(shown: RunningIncident, fresh: RunningIncident[]): boolean {
  return shown.own?.asked === true && !fresh.some((each) => each.id === shown.id);
}
