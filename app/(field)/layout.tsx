import type { ReactNode } from "react";
import { Speak } from "#app/_i18n/Speak.tsx";
import { pageActor } from "#app/_trpc/server.ts";
import { FieldHeader } from "./FieldHeader.tsx";
import "./field.css";

export default async function FieldLayout({ children }: { children: ReactNode }) {
  const actor = await pageActor();
  return (
    <div data-habit="phone" className="field">
      <Speak rooms={["field"]}>
        <FieldHeader name={actor.kind === "staff" ? actor.name : ""} />
        <main id="main">{children}</main>
      </Speak>
    </div>
  );
}
