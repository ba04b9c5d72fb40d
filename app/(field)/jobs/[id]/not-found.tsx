"use client";
import { useParams } from "next/navigation";
import { useTranslations } from "use-intl";
import { Conflicts } from "../../_outbox/Conflict.tsx";
import { useOutbox } from "../../_outbox/useOutbox.ts";
import { useDrafted } from "../useDrafted.ts";
import { GoneJob } from "./GoneJob.tsx";
import { LeftDraft } from "./LeftDraft.tsx";

/** The job is in other hands, or there is none: said, with what this phone still keeps of it. */
export default function NoJob() {
  const t = useTranslations("field.job");
  const { id } = useParams<{ id: string }>();
  const { personId } = useOutbox();
  const drafted = useDrafted(personId).includes(id);
  return (
    <GoneJob title={t("notFound")} words={[t("notFoundWords")]}>
      <Conflicts ticketId={id} ticket={null} />
      {drafted && <LeftDraft personId={personId} ticketId={id} about={null} done={() => {}} />}
    </GoneJob>
  );
}
