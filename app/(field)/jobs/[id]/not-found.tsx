"use client";
import { useParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { Conflicts } from "../../_outbox/Conflict.tsx";
import { GoneJob } from "./GoneJob.tsx";

/** The job is in other hands, or there is none: said, with what this phone still keeps of it. */
export default function NoJob() {
  const t = useTranslations("field.job");
  const { id } = useParams<{ id: string }>();
  return (
    <GoneJob title={t("notFound")} words={[t("notFoundWords")]}>
      <Conflicts ticketId={id} ticket={null} />
    </GoneJob>
  );
}
