import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { root } from "./root.ts";

/*
 * Draws the icons of the technician's pages into public/: the running stitch of the wordmark with its knot, on the
 * plate's blue. Run once more only when the drawing changes.
 */
const plate = "#1f4aa0";
const thread = "#f6f9ff";

/** `room` is the part of the side that stays free on each side; a maskable icon may be cut to a circle. */
function drawing(room: number): string {
  const [left, right] = [512 * room, 512 * (1 - room)];
  const stitches = [0, 1, 2].map((n) => {
    const step = (right - left - 56) / 3;
    const from = left + n * step;
    return `<path d="M${from} 256h${step * 0.62}"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">
<rect width="512" height="512" fill="${plate}"/>
<g fill="none" stroke="${thread}" stroke-width="44" stroke-linecap="butt">${stitches.join("")}</g>
<circle cx="${right - 40}" cy="256" r="40" fill="${thread}"/>
</svg>
`;
}

const folder = join(root, "public");
await writeFile(join(folder, "field-icon.svg"), drawing(0.12));
for (const [name, size, room] of [
  ["field-icon-192.png", 192, 0.12],
  ["field-icon-512.png", 512, 0.12],
  ["field-icon-maskable-512.png", 512, 0.2],
] as const) {
  await sharp(Buffer.from(drawing(room)))
    .resize(size, size)
    .png()
    .toFile(join(folder, name));
}
