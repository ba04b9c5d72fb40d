"use client";
import { useState } from "react";
import { useTranslations } from "use-intl";
import { useRefusalWords } from "#app/_i18n/useRefusalWords.ts";
import { api, type Inputs } from "#app/_trpc/client.ts";
import { useCommand } from "#app/_trpc/useCommand.ts";
import { EndRelation } from "./EndRelation.tsx";
import { Switch } from "./Switch.tsx";
import { type Member, useHomeWords } from "./useHouseholds.ts";

const send = (sent: Inputs["household"]["change"]) => api.household.change.mutate(sent);
type Right = keyof Member["rights"];
const others = ["report", "follow", "invite"] as const;

type Props = { member: Member; place: string; refetch: () => Promise<void> };

/** One person of a home: who, as what, and what they may; an owner changes it here. */
export function Person({ member, place, refetch }: Props) {
  const t = useTranslations("portal.household");
  const refusal = useRefusalWords();
  const words = useHomeWords();
  const { run, pending } = useCommand(send);
  const [said, setSaid] = useState("");
  const name = words.name(member) || member.phone || t("nameless");
  const money = member.rights.money;

  async function change(right: Right, may: boolean) {
    const sent = await run({ householdId: member.householdId, rights: { [right]: may } });
    if (!sent.ok) setSaid(refusal(sent.told));
    else setSaid(right === "money" ? t("money.saved", { name, may: String(may) }) : t("rightSaved"));
    await refetch();
  }

  return (
    <li className="portal-person" data-testid="person" data-household={member.householdId}>
      <p className="portal-person-who">
        <strong>
          {name}
          {member.me && <> ({t("me")})</>}
        </strong>
        <span>{t(`kind.${member.relation}`)}</span>
        {member.phone !== null && <span className="portal-figures">{member.phone}</span>}
        <small>{t("since", { date: words.day(member.since) })}</small>
      </p>
      {member.mayChange ? (
        <Switch
          on={money}
          label={t("money.switch", { name })}
          pending={pending}
          testId="money"
          turn={(on) => void change("money", on)}
        />
      ) : (
        <p className="portal-person-money">{t(money ? "money.yes" : "money.no")}</p>
      )}
      {member.mayChange && member.relation !== "owner" && (
        <details className="portal-group">
          <summary>{t("more", { name })}</summary>
          {others.map((right) => (
            <Switch
              key={right}
              on={member.rights[right]}
              label={t(`rights.${right}`)}
              pending={pending}
              testId={`right-${right}`}
              turn={(on) => void change(right, on)}
            />
          ))}
        </details>
      )}
      <p role="status" className="portal-notice" hidden={said === ""}>
        {said}
      </p>
      {member.mayEnd && <EndRelation member={member} name={name} place={place} refetch={refetch} />}
    </li>
  );
}
