"use client";
import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { useLocale, useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs, type Outputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { type DispatchMode, dispatchModes } from "#server/domain/dispatch/mode.ts";

type Found = Outputs["dispatch"]["modes"];
const send = (sent: Inputs["dispatch"]["setMode"]) => api.dispatch.setMode.mutate(sent);

/** One form for a change, with its reason; below it everything that is not left to the desk, by whom and why. */
export function Modes({ found }: { found: Found }) {
  const t = useTranslations("desk.modes");
  const refusal = useRefusalWords();
  const router = useRouter();
  const zh = useLocale().startsWith("zh");
  const { run, pending, told } = useCommand(send);
  const [siteId, setSiteId] = useState(found.sites[0]?.id ?? "");
  const [faultCode, setFaultCode] = useState(found.faults[0]?.code ?? "");
  const held = found.modes.find((each) => each.siteId === siteId && each.faultCode === faultCode);
  const [mode, setMode] = useState<DispatchMode>(held?.mode ?? "recommend");
  const [reason, setReason] = useState("");
  const [said, setSaid] = useState("");
  const named = (one: { nameZh: string; nameEn: string } | undefined) =>
    one === undefined ? "" : zh ? one.nameZh : one.nameEn;
  const siteName = (id: string) => named(found.sites.find((each) => each.id === id));
  const faultName = (code: string) => named(found.faults.find((each) => each.code === code));

  function choose(site: string, fault: string) {
    setSiteId(site);
    setFaultCode(fault);
    setMode(
      found.modes.find((each) => each.siteId === site && each.faultCode === fault)?.mode ?? "recommend",
    );
    setSaid("");
  }
  async function submit(event: FormEvent) {
    event.preventDefault();
    setSaid("");
    const sent = await run({ siteId, faultCode, mode, reason, seen: held?.since ?? null });
    // What another lead has said meanwhile stands below, with his reason.
    if (!sent.ok && sent.told.code === "STALE") router.refresh();
    if (!sent.ok) return;
    setReason("");
    setSaid(t("said", { site: siteName(siteId), fault: faultName(faultCode), mode: t(`mode.${mode}`) }));
    router.refresh();
  }
  const others = found.modes.filter((each) => each.mode !== "recommend");
  return (
    <>
      <form className="modes-form" onSubmit={submit} data-testid="modes-form">
        <label>
          {t("site")}
          <select name="site" value={siteId} onChange={(event) => choose(event.target.value, faultCode)}>
            {found.sites.map((each) => (
              <option key={each.id} value={each.id}>
                {named(each)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("fault")}
          <select name="fault" value={faultCode} onChange={(event) => choose(siteId, event.target.value)}>
            {found.faults.map((each) => (
              <option key={each.code} value={each.code}>
                {named(each)}
              </option>
            ))}
          </select>
        </label>
        <fieldset>
          <legend>{t("how")}</legend>
          {dispatchModes.map((each) => (
            <label key={each}>
              <input
                type="radio"
                name="mode"
                value={each}
                checked={mode === each}
                onChange={() => setMode(each)}
              />
              <span>
                <strong>{t(`mode.${each}`)}</strong> {t(`explain.${each}`)}
              </span>
            </label>
          ))}
        </fieldset>
        <label>
          {t("reason")}
          <input
            name="reason"
            required
            maxLength={300}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </label>
        <button type="submit" disabled={pending || siteId === ""}>
          {pending ? t("saving") : t("save")}
        </button>
        <p role="status">{said}</p>
        {told && <p role="alert">{refusal(told)}</p>}
      </form>
      <h2>{t("now")}</h2>
      {others.length === 0 ? (
        <p>{t("none")}</p>
      ) : (
        <ul className="modes-list" data-testid="modes-list">
          {others.map((each) => (
            <li key={`${each.siteId} ${each.faultCode}`}>
              <strong>{t(`mode.${each.mode}`)}</strong> {siteName(each.siteId)} · {faultName(each.faultCode)}
              <small>
                {t("because", { by: zh ? each.by : each.byLatin || each.by, reason: each.reason })}
              </small>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
