import { serverNow } from "#app/_ui/serverClock.ts";
import { glass } from "#server/domain/record/sheet.ts";
import { readDraft } from "../jobs/recordDraft.ts";
import type { Kept } from "./kept.ts";
import { sha256Of } from "./office.ts";
import { addPicture } from "./store.ts";

/** Strokes of a finger, as server/domain/record/sheet.ts has them. */
type Strokes = number[][];

/** The name that was drawn in a step, as it was written last; null where none was. */
export function drawnIn({ personId, key, step, draft }: Kept): Strokes | null {
  if (step.verb !== "complete") return null;
  const written = readDraft(personId, step.ticketId, key) ?? draft;
  return asDrawn(written?.signed ?? step.sheet?.signed);
}

/** A signature, if it is one that was drawn. */
export function asDrawn(signed: { kind: string; strokes?: Strokes } | null | undefined): Strokes | null {
  return signed?.strokes !== undefined && signed.strokes.length > 0 ? signed.strokes : null;
}

/**
 * Lays a drawn name among the pictures of a job, dark on white as paper has it, for where words alone go to the office.
 * Answers its id. Rejects when the phone cannot keep it: then nothing may go without it.
 */
export async function layDrawnName(personId: string, ticketId: string, drawn: Strokes): Promise<string> {
  const id = crypto.randomUUID();
  const bytes = await (await pictureOf(drawn)).arrayBuffer();
  const keptAt = new Date(serverNow()).toISOString();
  const picture = { id, personId, ticketId, shows: "signature" as const, sha256: await sha256Of(bytes) };
  await addPicture({ ...picture, photoId: null, told: null, keptAt }, bytes);
  return id;
}

function pictureOf(strokes: Strokes): Promise<Blob> {
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: glass.width, height: glass.height });
  const ink = canvas.getContext("2d");
  if (ink === null) throw new Error("nothing to draw on");
  ink.fillStyle = "white";
  ink.fillRect(0, 0, glass.width, glass.height);
  Object.assign(ink, { strokeStyle: "black", lineWidth: 2.5, lineCap: "round", lineJoin: "round" });
  for (const stroke of strokes) {
    ink.beginPath();
    for (let at = 0; at + 1 < stroke.length; at += 2) ink.lineTo(stroke[at]!, stroke[at + 1]!);
    ink.stroke();
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob((made) => (made ? resolve(made) : reject(new Error("not drawn"))), "image/jpeg", 0.9),
  );
}
