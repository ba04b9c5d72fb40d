"use client";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { useSaidWords } from "#app/_i18n/useSaidWords.ts";
import { Age } from "#app/_ui/Age.tsx";
import type { Ticket } from "#server/domain/ticket/ticket.ts";
import { DrawerCorrections } from "./DrawerCorrections.tsx";
import { DrawerJoin } from "./DrawerJoin.tsx";
import { PlaceInWords } from "./PlaceInWords.tsx";
import { SendLink } from "./SendLink.tsx";
import type { Detail } from "./useDetail.ts";
import { useWords } from "./useWords.ts";

/** What is known: urgency as reported and as ruled, whence and when, whom to call, where exactly. */
export function DrawerFacts({ detail, ticket, again }: { detail: Detail; ticket: Ticket; again(): void }) {
  const t = useTranslations("control");
  const words = useWords();
  const said = useSaidWords();
  const { contact, description, placeWords, place, fault } = detail;
  const same = ticket.reportedUrgency === ticket.urgency;
  return (
    <section>
      <h3>{t("drawer.facts")}</h3>
      {place.kind === "elsewhere" && <PlaceInWords detail={detail} again={again} />}
      <DrawerCorrections detail={detail} again={again}>
        <p className="drawer-words" dir="auto" data-empty={description === ""}>
          {description || t("drawer.noDescription")}
        </p>
      </DrawerCorrections>
      <dl className="drawer-facts" data-testid="facts">
        <Fact name={t("drawer.fault")}>
          {words.zh ? fault.nameZh : fault.nameEn}
          <small>
            {t(`skill.${fault.skill}`)} · {t("drawer.minutes", { minutes: fault.minutes })}
          </small>
        </Fact>
        <Fact name={t("drawer.urgency")}>
          {ticket.urgency} {t(`urgency.u${ticket.urgency}`)}
          <small>
            {same
              ? t("drawer.sameAsReported")
              : t("drawer.reportedAs", {
                  urgency: `${ticket.reportedUrgency} ${t(`urgency.u${ticket.reportedUrgency}`)}`,
                })}
          </small>
        </Fact>
        <Fact name={t("drawer.source")}>
          {t(`source.${ticket.source}`)}
          <small>
            {words.time(ticket.receivedAt, ticket.siteId)} · <Age since={ticket.receivedAt} />
          </small>
        </Fact>
        <Fact name={t("drawer.contact")}>
          {contact.name || contact.phone ? (
            <>
              <bdi>{contact.name}</bdi> {contact.phone}
              {contact.phone && <SendLink ticketId={ticket.id} />}
            </>
          ) : (
            t("drawer.noContact")
          )}
        </Fact>
        <Fact name={t("drawer.wish")}>{said.wish(detail.wish)}</Fact>
        {detail.began !== null && (
          <Fact name={t("drawer.began")}>
            {said.began(detail.began, detail.beganAt, detail.site.timeZone, ticket.receivedAt)}
          </Fact>
        )}
        {placeWords && (
          <Fact name={t("drawer.placeWords")}>
            <bdi>{placeWords}</bdi>
          </Fact>
        )}
        {place.note && <Fact name={t("drawer.placeNote")}>{place.note}</Fact>}
        <Fact name={t("drawer.technician")}>
          {detail.technician ? words.person(detail.technician) : t("drawer.noTechnician")}
        </Fact>
      </dl>
      <DrawerJoin detail={detail} again={again} />
    </section>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
