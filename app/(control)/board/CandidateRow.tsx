"use client";
import { CandidateFace } from "./CandidateFace.tsx";
import type { Candidate } from "./useCandidates.ts";

/** `waits`: nothing can be sent just now, but the row keeps the keyboard's place. */
type Props = { candidate: Candidate; siteId: string; disabled: boolean; waits?: boolean; pick(): void };

/** One technician, to be sent with a press. */
export function CandidateRow({ candidate, siteId, disabled, waits = false, pick }: Props) {
  return (
    <li>
      <button
        type="button"
        className="candidate"
        data-testid="candidate"
        data-technician={candidate.technicianId}
        data-eligible={candidate.eligible}
        disabled={disabled}
        aria-disabled={waits || undefined}
        onClick={() => !waits && pick()}
      >
        <CandidateFace candidate={candidate} siteId={siteId} />
      </button>
    </li>
  );
}
