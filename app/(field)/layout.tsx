import type { Metadata } from "next";
import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import { pageActor } from "#app/_trpc/server.ts";
import { OutboxKeeper } from "./_outbox/OutboxKeeper.tsx";
import { build } from "./_shell/build.ts";
import { FieldShell } from "./_shell/FieldShell.tsx";
import { JobsKeeper } from "./_shell/JobsKeeper.tsx";
import { StockKeeper } from "./_stock/StockKeeper.tsx";
import { FieldHeader } from "./FieldHeader.tsx";
import "./field.css";

export const metadata: Metadata = {
  manifest: "/field.webmanifest",
  icons: { apple: "/field-icon-192.png" },
  appleWebApp: { capable: true, title: "Mendline", statusBarStyle: "default" },
};

export default async function FieldLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  const { name, personId } = actor.kind === "staff" ? actor : { name: "", personId: "" };
  return (
    <div data-habit="phone" data-person={personId} className="field">
      <Speak rooms={["field", "parts", "repeat", "visit"]}>
        <FieldShell build={build} personId={personId} />
        <OutboxKeeper personId={personId} />
        <JobsKeeper personId={personId} />
        <StockKeeper personId={personId} />
        <FieldHeader name={name} personId={personId} />
        <main id="main">{children}</main>
      </Speak>
    </div>
  );
}
