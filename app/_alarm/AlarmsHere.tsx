import { Speak } from "#app/_i18n/Speak.tsx";
import { pageActor } from "#app/_trpc/server.ts";
import { mayTry } from "#server/domain/access/policy.ts";
import { DeskAlarms } from "./DeskAlarms.tsx";
import "./alarm.css";

/** The alarms above a page of the desk, for whoever answers for them; nothing for everybody else. */
export async function AlarmsHere() {
  if (!mayTry(await pageActor(), "alarm.list")) return null;
  return (
    <Speak rooms={["alarm"]}>
      <DeskAlarms />
    </Speak>
  );
}
