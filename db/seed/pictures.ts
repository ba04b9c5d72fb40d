import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import type { photo } from "#db/schema/ticket.ts";
import type { Random } from "./random.ts";
import type { Snap } from "./world.ts";

export type PhotoRow = typeof photo.$inferInsert;

type Picture = { large: Buffer; small: Buffer; sentHash: string };
/** Left, top, width, height, colour, opacity. */
type Shape = ["box" | "oval", number, number, number, number, number, number?];

const width = 1600;
const height = 1200;

const tiles = (colour: number): Shape[] => [
  ...Array.from({ length: 8 }, (_, i): Shape => ["box", i * 200, 0, 6, height, colour]),
  ...Array.from({ length: 6 }, (_, i): Shape => ["box", 0, i * 200, width, 6, colour]),
];

/** Flat drawings of what a phone would show; drawn as pixels, because the server reads no drawing formats. */
const drawings: Record<string, Shape[]> = {
  stain: [
    ["box", 0, 0, width, height, 0xd9d4c7],
    ["box", 0, 980, width, 14, 0xb9b2a2],
    ["oval", 360, 200, 760, 520, 0xb39b6d, 0.55],
    ["oval", 620, 330, 560, 470, 0xb39b6d, 0.5],
    ["oval", 500, 300, 480, 330, 0x8c7448, 0.5],
    ["oval", 700, 780, 90, 150, 0xb39b6d, 0.6],
  ],
  pipe: [
    ["box", 0, 0, width, height, 0xcfd6d8],
    ...tiles(0xbcc6ca),
    ["box", 0, 380, width, 130, 0x8d9aa1],
    ["box", 720, 340, 190, 210, 0x6b787f],
    ["oval", 775, 590, 80, 150, 0x3f86c4],
    ["oval", 785, 790, 60, 110, 0x3f86c4],
    ["oval", 430, 1020, 780, 130, 0x3f86c4, 0.45],
  ],
  toilet: [
    ["box", 0, 0, width, height, 0xdfe5e6],
    ...tiles(0xc9d2d5),
    ["box", 560, 160, 480, 340, 0x9aa5aa],
    ["box", 570, 170, 460, 320, 0xfafafa],
    ["oval", 460, 480, 680, 500, 0x9aa5aa],
    ["oval", 470, 490, 660, 480, 0xfafafa],
    ["oval", 590, 560, 420, 300, 0x9dbccd],
    ["oval", 300, 1010, 900, 130, 0x9dbccd, 0.5],
  ],
  socket: [
    ["box", 0, 0, width, height, 0xd9d4c7],
    ["box", 510, 310, 580, 580, 0xa8a79f],
    ["box", 522, 322, 556, 556, 0xf6f6f3],
    ["box", 690, 480, 34, 120, 0x333333],
    ["box", 876, 480, 34, 120, 0x333333],
    ["oval", 640, 430, 220, 230, 0x4b3a2c, 0.55],
    ["oval", 700, 380, 120, 130, 0x2b221a, 0.5],
  ],
  lamp: [
    ["box", 0, 0, width, height, 0x3b4350],
    ["box", 0, 1020, width, 20, 0x2a313c],
    ["box", 560, 120, 480, 60, 0x5a6473],
    ["box", 600, 180, 400, 210, 0x6d7786],
    ["oval", 540, 300, 520, 180, 0x6d7786],
    ["oval", 640, 350, 320, 90, 0x515b69],
  ],
  finished: [
    ["box", 0, 0, width, height, 0xd3dadb],
    ...tiles(0xc0c9cc),
    ["box", 0, 400, width, 120, 0xb7c1c6],
    ["box", 690, 365, 220, 190, 0xc9a24a],
    ["box", 690, 430, 220, 10, 0xa07c2c],
    ["box", 690, 490, 220, 10, 0xa07c2c],
  ],
};

function drawingFor(snap: Snap): string {
  if (snap.kind === "after") return "finished";
  if (/toilet/.test(snap.faultCode)) return "toilet";
  if (/light|lamp/.test(snap.faultCode)) return "lamp";
  if (/socket|breaker|power|wire|lift|card|lock/.test(snap.faultCode)) return "socket";
  if (/ceiling|wall|tile|roof/.test(snap.faultCode)) return "stain";
  return "pipe";
}

function paint(shapes: Shape[]): Buffer {
  const pixels = Buffer.alloc(width * height * 3);
  for (const [kind, left, top, wide, high, colour, opacity = 1] of shapes) {
    const rgb = [colour >> 16, (colour >> 8) & 255, colour & 255] as const;
    for (let y = Math.max(0, top); y < Math.min(height, top + high); y++) {
      const up = ((y + 0.5 - top) / high) * 2 - 1;
      const half = kind === "box" ? wide / 2 : (Math.sqrt(Math.max(0, 1 - up * up)) * wide) / 2;
      const from = Math.max(0, Math.round(left + wide / 2 - half));
      const to = Math.min(width, Math.round(left + wide / 2 + half));
      for (let at = (y * width + from) * 3; at < (y * width + to) * 3; at += 3) {
        for (let channel = 0; channel < 3; channel++) {
          pixels[at + channel] = pixels[at + channel]! * (1 - opacity) + rgb[channel]! * opacity;
        }
      }
    }
  }
  return pixels;
}

async function draw(shapes: Shape[]): Promise<Picture> {
  const sent = paint(shapes);
  const source = sharp(sent, { raw: { width, height, channels: 3 } });
  const large = await source.clone().webp({ quality: 70, effort: 1 }).toBuffer();
  const small = await source.resize(320).webp({ quality: 70, effort: 1 }).toBuffer();
  return { large, small, sentHash: createHash("sha256").update(sent).digest("hex") };
}

/** Draws the pictures into the photo folder, in the places where the server looks for them. */
export async function takePictures(random: Random, snaps: Snap[], dataDir: string): Promise<PhotoRow[]> {
  const drawn = new Map<string, Picture>();
  const rows: PhotoRow[] = [];
  for (const snap of snaps) {
    const name = drawingFor(snap);
    const picture = drawn.get(name) ?? (await draw(drawings[name]!));
    drawn.set(name, picture);
    const id = random.id(snap.at);
    const folder = path.join(dataDir, "photos", id.slice(-2));
    await mkdir(folder, { recursive: true });
    await writeFile(path.join(folder, `${id}-1600.webp`), picture.large);
    await writeFile(path.join(folder, `${id}-320.webp`), picture.small);
    const { ticketId, uploaderId, kind } = snap;
    const { sentHash } = picture;
    const bytes = picture.large.length;
    rows.push({
      id,
      sentHash,
      uploaderId,
      ticketId,
      kind,
      width,
      height,
      bytes,
      uploadedAt: new Date(snap.at),
    });
  }
  return rows;
}
