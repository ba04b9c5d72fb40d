"use client";
import { useEffect, useRef, useState } from "react";
import { api, type Outputs } from "#app/_trpc/client.ts";

type Guide = Outputs["place"]["guide"];

/** What is known of this place before anybody goes there; null while it is asked, and for none. */
export function usePlaceGuide(placeId: string | null): Guide | null {
  const [known, setKnown] = useState<{ placeId: string; guide: Guide } | null>(null);
  const turn = useRef(0);
  useEffect(() => {
    const mine = ++turn.current;
    if (placeId === null) return;
    api.place.guide.query({ placeId }).then(
      (guide) => turn.current === mine && setKnown({ placeId, guide }),
      // A report never waits for this.
      () => turn.current === mine && setKnown(null),
    );
  }, [placeId]);
  return known !== null && known.placeId === placeId ? known.guide : null;
}
