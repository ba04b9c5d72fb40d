"use client";
import { useTranslations } from "use-intl";
import { LiveSign } from "#app/_ui/LiveSign.tsx";
import { AskedList } from "./Asked.tsx";
import { HomePart } from "./HomePart.tsx";
import { type Households, useHouseholds } from "./useHouseholds.ts";

/** All homes of one resident, alive. */
export function Homes({ first }: { first: Households }) {
  const t = useTranslations("portal.household");
  const { households, failed, refetch } = useHouseholds(first);
  return (
    <>
      <div className="portal-heading">
        <h1>{t("title")}</h1>
        <LiveSign />
      </div>
      <p className="portal-aside">{t("lead")}</p>
      <p role="status">{failed ? t("failed") : ""}</p>
      <AskedList households={households} refetch={refetch} />
      {households.homes.length === 0 && <p className="portal-empty">{t("none")}</p>}
      {households.homes.map((home) => (
        <HomePart key={home.placeId} home={home} refetch={refetch} />
      ))}
    </>
  );
}
