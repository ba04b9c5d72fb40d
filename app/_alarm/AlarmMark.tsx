import type { AlarmRank } from "#server/domain/alarm/kind.ts";

/** The rank by shape: a filled octagon, a filled triangle, a hollow square. The word stands beside it. `size` in px. */
export function AlarmMark({ rank, size }: { rank: AlarmRank; size: number }) {
  return (
    <svg className="urgency" data-level={rank} aria-hidden width={size} height={size} viewBox="0 0 24 24">
      {rank === 1 && <path d="M7.5 1h9L23 7.5v9L16.5 23h-9L1 16.5v-9z" />}
      {rank === 2 && <path d="M12 1.8 23 21.6H1z" strokeLinejoin="round" />}
      {rank === 3 && <rect x="2" y="2" width="20" height="20" />}
      <text x="12" y={rank === 2 ? 19 : 17}>
        !
      </text>
    </svg>
  );
}
