import type { Metadata } from "next";
import { getTranslations } from "#app/_i18n/server.ts";
import { pageApi, pageNow } from "#app/_trpc/server.ts";
import { technicianAt } from "../person.ts";
import { JobList } from "./JobList.tsx";
import type { Heard } from "./useOverList.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("field");
  return { title: t("title") };
}

/** What stands over the list comes with it; null where it cannot be had, then the page asks for it. */
function heard<T>(asked: Promise<T>): Promise<Heard<T> | null> {
  const at = Date.parse(pageNow());
  return asked.then(
    (said) => ({ at, said }),
    () => null,
  );
}

export default async function JobsPage() {
  const { personId } = await technicianAt("/jobs");
  const api = await pageApi();
  const [jobs, offers, calls] = await Promise.all([
    api.field.jobs({}),
    heard(api.offer.mine({})),
    // Who is of the desk as well hears of others' calls; they are not for this page, which stays on the phone.
    heard(api.escalation.list({}).then((calls) => calls.filter((call) => call.mine))),
  ]);
  return <JobList first={jobs} brought={{ offers, calls }} personId={personId} />;
}
