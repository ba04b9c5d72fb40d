"use client";
import { type CSSProperties, type ReactNode, useMemo, useRef } from "react";
import { useTranslations } from "use-intl";
import { useServerClock } from "#app/_ui/serverClock.ts";
import { useDesk, useRevision } from "../desk.ts";
import { useIncidentRoom } from "../incident/room.ts";
import { useWords } from "../useWords.ts";
import { GroundsGrid } from "./GroundsGrid.tsx";
import { GroundsList } from "./GroundsList.tsx";
import { tallyOf } from "./tally.ts";
import { useGrounds } from "./useGrounds.ts";
import { useWidth } from "./useWidth.ts";

/** From this width on the jobs stand beside the plan whether a place is picked or not, px: a pick moves nothing then. */
const listFrom = 1_800;
const listWidth = 380;

/** The site from above, in order: buildings with their units, public spots beside, and what is open in each. */
export function Grounds({ busy, openedId }: { busy: boolean; openedId: string | null }) {
  const t = useTranslations("control.grounds");
  const { sites, filter, setFilter } = useDesk();
  const words = useWords();
  const site = sites.get(filter.siteIds[0] ?? "") ?? [...sites.values()][0];
  if (!site) return null;
  return (
    <section className="grounds" aria-label={t("title")} data-testid="grounds">
      <div className="table-head">
        <h2>{t("title")}</h2>
        {sites.size > 1 && (
          <fieldset className="grounds-sites" aria-label={t("sites")}>
            {[...sites.values()].map((each) => (
              <button
                key={each.id}
                type="button"
                className="filter-toggle"
                aria-pressed={each.id === site.id}
                onClick={() => setFilter({ ...filter, siteIds: [each.id], at: "" })}
              >
                {words.site(each.id)}
              </button>
            ))}
          </fieldset>
        )}
        <p className="grounds-hint">{t("hint")}</p>
      </div>
      <Plan key={site.id} siteId={site.id} busy={busy} openedId={openedId} />
    </section>
  );
}

function Plan({ siteId, busy, openedId }: { siteId: string; busy: boolean; openedId: string | null }) {
  const t = useTranslations("control.grounds");
  const { store, filter, setFilter } = useDesk();
  const { incidents } = useIncidentRoom();
  const words = useWords();
  const { grounds, told, ask } = useGrounds(siteId);
  const revision = useRevision(store);
  const now = useServerClock(15_000);
  // What the plan itself has picked must not empty the other buildings.
  // biome-ignore lint/correctness/useExhaustiveDependencies: `revision` and `now` say when to count again
  const tallies = useMemo(() => {
    const here = { ...filter, siteIds: [siteId], at: "" };
    const open = [...store.stream.tickets.values()].filter((ticket) => store.matches(ticket, here));
    return tallyOf(open, now);
  }, [store, filter, siteId, revision, now]);
  const running = useMemo(() => {
    const here = incidents.filter((each) => each.siteId === siteId && each.status === "open");
    return {
      everywhere: here.some((each) => each.scope === "site"),
      places: Map.groupBy(
        here.filter((each) => each.scope !== "site"),
        (each) => each.plate.zh.building ?? each.plate.zh.spot,
      ),
    };
  }, [incidents, siteId]);
  if (told)
    return (
      <p className="sheet-refusal" role="alert">
        {t("failed", { why: words.refusal(told) })}{" "}
        <button type="button" className="control-button" onClick={ask}>
          {t("again")}
        </button>
      </p>
    );
  if (!grounds) return <p className="timeline-loading">{t("loading")}</p>;
  return (
    <Beside siteId={siteId} busy={busy} openedId={openedId}>
      <GroundsGrid
        grounds={grounds}
        tallies={tallies}
        running={running}
        chosen={filter.at}
        choose={(at) => setFilter({ ...filter, siteIds: [siteId], at: filter.at === at ? "" : at })}
      />
    </Beside>
  );
}

type BesideProps = { siteId: string; busy: boolean; openedId: string | null; children: ReactNode };

/** The plan, and beside it the jobs of the picked place; of the whole site where the screen is wide. */
function Beside({ siteId, busy, openedId, children }: BesideProps) {
  const { filter } = useDesk();
  const body = useRef<HTMLDivElement>(null);
  const wide = useWidth(body, 0) >= listFrom;
  return (
    <div
      ref={body}
      className="grounds-body"
      style={wide ? ({ "--list": `${listWidth}px` } as CSSProperties) : undefined}
    >
      {children}
      {(wide || filter.at !== "") && (
        <GroundsList siteId={siteId} at={filter.at} busy={busy} openedId={openedId} />
      )}
    </div>
  );
}
