import type { Metadata } from "next";
import { getTranslations } from "#app/_i18n/server.ts";
import { technicianAt } from "../../person.ts";
import { Van } from "./Van.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field.van");
  return { title: t("title") };
}

/** What lies in the technician's van, and how it goes back to the warehouse. */
export default async function VanPage() {
  const { personId } = await technicianAt("/jobs/van");
  return <Van personId={personId} />;
}
