import type { Metadata } from "next";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageApi } from "#app/_trpc/server.ts";
import { technicianAt } from "../person.ts";
import { JobList } from "./JobList.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field");
  return { title: t("title") };
}

export default async function JobsPage() {
  const { personId } = await technicianAt("/jobs");
  const api = await pageApi();
  return <JobList first={await api.field.jobs({})} personId={personId} />;
}
