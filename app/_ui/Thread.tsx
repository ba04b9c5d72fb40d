"use client";
import { useState } from "react";
import { dashes, type Stitch } from "./stitch.ts";

export { stitchOf } from "./stitch.ts";

type Props = {
  stitch: Stitch;
  /** The part that lies behind, 0 to 1. */
  progress: number;
  /** Draw it once now. A change of stitch is always drawn. */
  draw?: boolean;
  direction?: "horizontal" | "vertical";
};

/** A job as one stitched line. Never alone: the status stands beside it in words. */
export function Thread({ stitch, progress, draw = false, direction = "horizontal" }: Props) {
  const [last, setLast] = useState({ stitch, changes: 0 });
  if (last.stitch !== stitch) setLast({ stitch, changes: last.changes + 1 });
  const part = Math.min(1, Math.max(0, progress));
  return (
    <svg
      key={last.changes}
      className="thread"
      data-direction={direction}
      data-stitch={stitch}
      data-draw={draw || last.changes > 0}
      aria-hidden
    >
      {direction === "horizontal" ? (
        <Across stitch={stitch} part={part} />
      ) : (
        <Down stitch={stitch} part={part} />
      )}
    </svg>
  );
}

function Across({ stitch, part }: { stitch: Stitch; part: number }) {
  const at = `${Math.round(part * 1000) / 10}%`;
  // Marks lean inwards, so that at either end of the line none stands out of it.
  const lean = (width: number) => `translate(${Math.round((1 - part) * width * 10) / 10} 0)`;
  const dash = dashes[stitch];
  if (stitch === "done" || stitch === "ended")
    return (
      <>
        <line x1="0" x2="100%" y1="4" y2="4" strokeDasharray={dash} />
        {stitch === "done" && <circle cx="100%" cy="4" r="3" transform="translate(-3 0)" />}
      </>
    );
  return (
    <>
      <line x1="0" x2={at} y1="4" y2="4" />
      {stitch === "waiting" ? (
        <Gap from={at} lean={lean(7)} />
      ) : (
        <line className="thread-rest" x1={at} x2="100%" y1="4" y2="4" strokeDasharray={dash} />
      )}
      {stitch === "again" && <line x1="0" x2={at} y1="7" y2="7" />}
      {stitch === "going" ? (
        <svg x={at} overflow="visible" aria-hidden>
          <path d="M-5 0.5 0 4l-5 3.5" transform={lean(5)} />
        </svg>
      ) : (
        part > 0 && stitch !== "waiting" && <line x1={at} x2={at} y1="1" y2="7" />
      )}
    </>
  );
}

/** Work rests: the line stops at two bars, and goes on after a hole of 24 px. */
function Gap({ from, lean }: { from: string; lean: string }) {
  return (
    <>
      <line className="thread-rest" x1={from} x2="100%" y1="4" y2="4" strokeDasharray="0 24 9999" />
      <svg x={from} overflow="visible" aria-hidden>
        <g transform={lean}>
          <line x1="-6" x2="-6" y1="0" y2="8" />
          <line x1="-1" x2="-1" y1="0" y2="8" />
        </g>
      </svg>
    </>
  );
}

function Down({ stitch, part }: { stitch: Stitch; part: number }) {
  const come = part > 0;
  return (
    <>
      <line
        className={come ? undefined : "thread-rest"}
        x1="8"
        x2="8"
        y1="12"
        y2="100%"
        strokeDasharray={dashes[stitch]}
      />
      {stitch === "again" && <line x1="11" x2="11" y1="12" y2="100%" />}
      <circle className={come ? undefined : "thread-hollow"} cx="8" cy="12" r={come ? 5 : 4} />
    </>
  );
}
