"use client";
import { useTranslations } from "use-intl";
import { Plate } from "#app/_ui/Plate.tsx";
import { Invite } from "./Invite.tsx";
import { Pending } from "./Pending.tsx";
import { Person } from "./Person.tsx";
import { type Home, useHomeWords } from "./useHouseholds.ts";

/** One home: its plate, its people, and who is asked in. */
export function HomePart({ home, refetch }: { home: Home; refetch: () => Promise<void> }) {
  const t = useTranslations("portal.household");
  const words = useHomeWords();
  return (
    <section
      className="portal-home"
      data-testid="home"
      data-place={home.placeId}
      aria-labelledby={home.placeId}
    >
      <h2 id={home.placeId}>
        <Plate place={words.parts(home.plate)} size="m" />
      </h2>
      <ul className="portal-people" aria-label={t("people")}>
        {home.people.map((member) => (
          <Person
            key={member.householdId}
            member={member}
            place={words.place(home.plate)}
            refetch={refetch}
          />
        ))}
      </ul>
      {home.invitations.length > 0 && <Pending home={home} refetch={refetch} />}
      {home.mine.rights.invite && <Invite home={home} refetch={refetch} />}
    </section>
  );
}
