"use client";
import { useState } from "react";
import { Adopt } from "./Adopt.tsx";
import { Changes } from "./Changes.tsx";
import { Level } from "./Level.tsx";
import { type Found, urgencies } from "./scope.ts";
import { useWords } from "./useWords.ts";

const company = "company";

/** What is promised at one site, or by the company where nobody has said otherwise. */
export function Promises({ found }: { found: Found }) {
  const words = useWords(found);
  const { t } = words;
  const [chosen, setChosen] = useState(found.sites[0]?.id ?? company);
  const [said, setSaid] = useState("");
  const siteId = chosen === company ? null : chosen;
  const scope = { siteId, found };
  function choose(next: string) {
    setChosen(next);
    setSaid("");
  }
  if (found.sites.length === 0) return null;
  return (
    <>
      <div className="places-filter">
        <label>
          {t("site")}
          <select name="site" value={chosen} onChange={(event) => choose(event.target.value)}>
            {found.sites.map((each) => (
              <option key={each.id} value={each.id}>
                {words.named(each)}
              </option>
            ))}
            {found.company && <option value={company}>{t("company")}</option>}
          </select>
        </label>
      </div>
      <p role="status" className="promise-said" data-testid="said">
        {said}
      </p>
      <Adopt key={`adopt ${chosen}`} scope={scope} words={words} say={setSaid} />
      {urgencies.map((urgency) => (
        <Level key={`${chosen} ${urgency}`} scope={scope} urgency={urgency} words={words} say={setSaid} />
      ))}
      <Changes scope={scope} words={words} />
    </>
  );
}
