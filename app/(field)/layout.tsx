import type { Metadata } from "next";
import type { ReactNode } from "react";
import { personName } from "#app/_i18n/personName.ts";
import { Speak } from "#app/_i18n/Speak.tsx";
import { getLocale } from "#app/_i18n/server.ts";
import { pageActor } from "#app/_trpc/server.ts";
import { OutboxKeeper } from "./_outbox/OutboxKeeper.tsx";
import { build } from "./_shell/build.ts";
import { FieldShell } from "./_shell/FieldShell.tsx";
import { JobsKeeper } from "./_shell/JobsKeeper.tsx";
import { KeptTheme } from "./_shell/KeptTheme.tsx";
import { SlotsKeeper } from "./_slots/SlotsKeeper.tsx";
import { StockKeeper } from "./_stock/StockKeeper.tsx";
import { FieldHeader } from "./FieldHeader.tsx";
import "./field.css";

export const metadata: Metadata = {
  manifest: "/field.webmanifest",
  icons: { apple: "/field-icon-192.png" },
  appleWebApp: { capable: true, title: "Mendline", statusBarStyle: "default" },
};

export default async function FieldLayout({ children }: { children: ReactNode }) {
  const [actor, locale] = await Promise.all([pageActor(), getLocale()]);
  const { name, nameLatin, personId } =
    actor.kind === "staff" ? actor : { name: "", nameLatin: "", personId: "" };
  return (
    <div data-habit="phone" data-person={personId} className="field">
      <KeptTheme />
      <Speak rooms={["field", "parts", "repeat", "visit"]}>
        <FieldShell build={build} personId={personId} />
        <OutboxKeeper personId={personId} />
        <JobsKeeper personId={personId} />
        <SlotsKeeper personId={personId} />
        <StockKeeper personId={personId} />
        <FieldHeader name={personName(locale === "zh", { name, nameLatin })} personId={personId} />
        <main id="main">{children}</main>
      </Speak>
    </div>
  );
}
