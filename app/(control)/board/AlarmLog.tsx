"use client";
import { useCallback, useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { useAlarmWords } from "#app/_alarm/useAlarmWords.ts";
import { api, type Outputs } from "#app/_trpc/client.ts";
import { AlarmRow } from "./AlarmPanel.tsx";

type Page = Outputs["alarm"]["log"];
type Line = Page["lines"][number];

/** The log, newest first and back to the beginning, a page at a press; read anew when `version` moves. */
export function AlarmLog({ version, close }: { version: number; close(): void }) {
  const t = useTranslations("alarm");
  const [lines, setLines] = useState<Line[]>([]);
  const [end, setEnd] = useState<Pick<Page, "next" | "sites">>({ next: null, sites: [] });
  const [failed, setFailed] = useState(false);
  const [arrived, setArrived] = useState(false);
  const newest = useRef(0);

  const read = useCallback(async (before?: Page["next"]) => {
    newest.current += 1;
    const turn = newest.current;
    try {
      const page = await api.alarm.log.query(before ? { before } : {});
      if (turn !== newest.current) return;
      setFailed(false);
      setArrived(true);
      setEnd({ next: page.next, sites: page.sites });
      setLines((known) => (before ? [...known, ...page.lines] : page.lines));
    } catch {
      setFailed(true);
    }
  }, []);
  useEffect(() => {
    void version;
    void read();
  }, [version, read]);

  return (
    <>
      <h3>{t("logTitle")}</h3>
      <ul className="alarm-rows" data-testid="alarm-log-rows">
        {lines.map((line) =>
          line.line === "alarm" ? (
            <AlarmRow key={line.id} alarm={line.alarm} said={end} close={close} />
          ) : (
            <Deed key={line.id} deed={line.deed} sites={end.sites} />
          ),
        )}
      </ul>
      {arrived && lines.length === 0 && <p className="alarm-times">{t("logEmpty")}</p>}
      {failed && <p role="status">{t("logFailed")}</p>}
      {(end.next !== null || failed) && (
        <button
          type="button"
          className="alarm-button"
          data-testid="alarm-log-more"
          onClick={() => read(end.next)}
        >
          {failed ? t("again") : t("earlier")}
        </button>
      )}
    </>
  );
}

type DeedProps = { deed: Extract<Line, { line: "deed" }>["deed"]; sites: Page["sites"] };

/** What somebody did: who, when, to which. */
function Deed({ deed, sites }: DeedProps) {
  const t = useTranslations("alarm");
  const said = useAlarmWords({ sites });
  const { alarm, by, count, reason, until } = deed;
  return (
    <li className="alarm-row" data-testid="alarm-deed" data-what={deed.what}>
      <span />
      <div>
        <p>
          {t(`deed.${deed.what}`, {
            name: said.person(by),
            what: alarm ? `${said.what(alarm)} · ${said.fault(alarm)} · ${alarm.number}` : "",
            more: count - 1,
          })}
        </p>
        <p className="alarm-times">
          {said.time(deed.at, deed.siteId, true)}
          {until && ` · ${t("shelf.until", { time: said.time(until, deed.siteId, true) })}`}
          {reason && ` · ${t(`shelf.reasons.${reason}`)}`}
        </p>
      </div>
    </li>
  );
}
