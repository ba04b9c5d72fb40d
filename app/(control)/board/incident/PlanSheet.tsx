"use client";
import { type FormEvent, useEffect, useState } from "react";
import { useTranslations } from "use-intl";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { serverNow } from "#app/_ui/serverClock.ts";
import { type ScopeKind, scopeKinds } from "#server/domain/incident/scope.ts";
import { plateLine } from "#server/domain/place/plate.ts";
import { typedAt } from "#server/domain/time/typed.ts";
import { BoardSheet } from "../BoardSheet.tsx";
import { useDesk } from "../desk.ts";
import { SheetForm } from "../SheetForm.tsx";
import { useWords } from "../useWords.ts";
import { ResidentWords } from "./ResidentWords.tsx";
import { useIncidentRoom } from "./room.ts";
import { TimeField, typedInstant } from "./TimeField.tsx";

type Sent = Inputs["incident"]["plan"];
type Scopes = Outputs["incident"]["scopes"];
const send = (sent: Sent) => api.incident.plan.mutate(sent);
const hour = 3_600_000;

/** An announced cut: where, what, from when to when, and what residents read. */
export function PlanSheet({ close }: { close(): void }) {
  const t = useTranslations("control.incident");
  const board = useTranslations("control.action");
  const desk = useDesk();
  const room = useIncidentRoom();
  const words = useWords();
  const { run, pending, told } = useCommand<Sent["input"], Awaited<ReturnType<typeof send>>>(send);
  const sites = [...desk.sites.values()];
  const [siteId, setSiteId] = useState(desk.filter.siteIds[0] ?? sites[0]?.id ?? "");
  const zone = desk.sites.get(siteId)?.timeZone ?? "Asia/Shanghai";
  const [scopes, setScopes] = useState<Scopes>({ buildings: [], assets: [] });
  const [scope, setScope] = useState<ScopeKind>("building");
  const [buildingId, setBuildingId] = useState("");
  const [unit, setUnit] = useState("");
  const [placeId, setPlaceId] = useState("");
  const shared = [...desk.faults.values()].filter((fault) => fault.scope !== "home");
  const [faultCode, setFaultCode] = useState(
    shared.find((fault) => fault.code === "no-water")?.code ?? shared[0]?.code ?? "",
  );
  const later = (hours: number) => typedAt(new Date(serverNow() + hours * hour).toISOString(), zone);
  const [from, setFrom] = useState(() => later(1));
  const [until, setUntil] = useState(() => later(5));
  const [spoken, setSpoken] = useState({ zh: "", en: "" });
  const [missing, setMissing] = useState<string | null>(null);
  const [noTime, setNoTime] = useState(false);
  useEffect(() => {
    let wanted = true;
    api.incident.scopes.query({}).then(
      (fresh) => wanted && setScopes(fresh),
      () => {},
    );
    return () => {
      wanted = false;
    };
  }, []);
  const buildings = scopes.buildings.filter((each) => each.siteId === siteId);
  const assets = scopes.assets.filter((each) => each.siteId === siteId);
  const building = buildings.find((each) => each.id === buildingId) ?? buildings[0];
  const units = building?.units ?? [];
  const chosenUnit = units.includes(unit) ? unit : (units[0] ?? "");

  async function submit(event: FormEvent) {
    event.preventDefault();
    const startsAt = typedInstant(from, zone);
    const expectedUntil = typedInstant(until, zone);
    const lacks = spoken.zh.trim() === "" || spoken.en.trim() === "";
    setMissing(lacks ? board("writeWords") : null);
    setNoTime(true);
    if (lacks || startsAt === null || expectedUntil === null) return;
    const inBuilding = scope === "building" || scope === "riser";
    const sent = await run({
      siteId,
      scope: {
        scope,
        buildingId: inBuilding ? (building?.id ?? null) : null,
        unit: scope === "riser" ? chosenUnit : null,
        placeId: scope === "asset" ? placeId || (assets[0]?.id ?? null) : null,
      },
      faultCode,
      startsAt,
      expectedUntil,
      wordsZh: spoken.zh,
      wordsEn: spoken.en,
    });
    room.again();
    if (!sent.ok) return;
    const { number, households } = sent.result;
    desk.say({ tone: "done", title: t("planned.done", { number, count: households }) });
    close();
  }
  return (
    <BoardSheet title={t("planned.title")} close={close} testId="sheet-plan">
      <SheetForm submit={submit} close={close} pending={pending} refusal={told && words.refusal(told)}>
        <p className="incident-hint">{t("planned.explain")}</p>
        <div className="incident-fields">
          {sites.length > 1 && (
            <label className="sheet-field">
              {t("planned.site")}
              <select name="site" value={siteId} onChange={(event) => setSiteId(event.target.value)}>
                {sites.map((each) => (
                  <option key={each.id} value={each.id}>
                    {words.site(each.id)}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label className="sheet-field">
            {t("planned.scope")}
            <select
              name="scope"
              value={scope}
              onChange={(event) => setScope(event.target.value as ScopeKind)}
            >
              {scopeKinds.map((each) => (
                <option key={each} value={each}>
                  {t(`planned.scopes.${each}`)}
                </option>
              ))}
            </select>
          </label>
          {(scope === "building" || scope === "riser") && (
            <label className="sheet-field">
              {t("planned.building")}
              <select
                name="building"
                value={building?.id ?? ""}
                onChange={(e) => setBuildingId(e.target.value)}
              >
                {buildings.map((each) => (
                  <option key={each.id} value={each.id}>
                    {words.zh ? each.nameZh : each.nameEn}
                  </option>
                ))}
              </select>
            </label>
          )}
          {scope === "riser" && (
            <label className="sheet-field">
              {t("planned.unit")}
              <select name="unit" value={chosenUnit} onChange={(event) => setUnit(event.target.value)}>
                {units.map((each) => (
                  <option key={each}>{each}</option>
                ))}
              </select>
            </label>
          )}
          {scope === "asset" && (
            <label className="sheet-field">
              {t("planned.asset")}
              <select name="asset" value={placeId} onChange={(event) => setPlaceId(event.target.value)}>
                {assets.map((each) => (
                  <option key={each.id} value={each.id}>
                    {plateLine(words.place(each.plate))}
                  </option>
                ))}
              </select>
            </label>
          )}
          <label className="sheet-field">
            {t("planned.what")}
            <select name="fault" value={faultCode} onChange={(event) => setFaultCode(event.target.value)}>
              {shared.map((fault) => (
                <option key={fault.code} value={fault.code}>
                  {words.fault(fault.code)}
                </option>
              ))}
            </select>
          </label>
          <TimeField
            label={t("planned.from")}
            name="from"
            value={from}
            timeZone={zone}
            wrong={noTime}
            change={setFrom}
          />
          <TimeField
            label={t("planned.until")}
            name="until"
            value={until}
            timeZone={zone}
            wrong={noTime}
            change={setUntil}
          />
        </div>
        <ResidentWords spoken={spoken} change={setSpoken} missing={missing} />
      </SheetForm>
    </BoardSheet>
  );
}
