import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { worthAsking } from "#server/domain/duplicate/weigh.ts";
import { readMapping } from "#server/replay/mapping.ts";
import { readRows } from "#server/replay/readRows.ts";
import { wallClock } from "#server/replay/wallClock.ts";
import { askedAbout, type Told, told } from "./judge.ts";

type Cells = Record<string, string>;

async function cellsOf(file: string): Promise<Cells[]> {
  return parse(await readFile(file), { bom: true, columns: true, skip_empty_lines: true }) as Cells[];
}

/** How New York's words for housing trouble read in the catalogue; what is not here is `other`. */
const newYork: Record<string, string> = {
  HEATING: "no-heating",
  "HEAT/HOT WATER": "no-heating",
  "PLUMBING RADIATOR": "no-heating",
  "PLUMBING WATER-LEAKS": "pipe-leak",
  "PLUMBING WATER-SUPPLY": "no-water",
  "PLUMBING TOILET": "toilet-blocked",
  "PLUMBING BASIN/SINK": "drain-blocked",
  "ELECTRIC ELECTRIC-SUPPLY": "power-out-home",
  "ELECTRIC LIGHTING": "light-home",
  "ELECTRIC ELECTRIC-WIRING": "exposed-wire",
  "GENERAL CONSTRUCTION GAS": "gas-meter",
  "GENERAL CONSTRUCTION MOLD": "wall-damp",
  "PAINT - PLASTER CEILING": "wall-damp",
  "PAINT - PLASTER WALLS": "wall-damp",
  "NONCONST VERMIN": "pests",
};

/**
 * One heating season of New York: every call of one building about its heat is one failure, and every other call one of
 * its own, which some of them surely are not. The file knows no homes,
 * so each call is from a home of its own; it knows no times, so each comes a few minutes after the one before.
 */
export async function heatSeason(folder: string): Promise<Told[]> {
  const rows = await cellsOf(join(folder, "nyc-heat-2013.csv"));
  rows.sort((a, b) => Number(a["Unique Key"]) - Number(b["Unique Key"]));
  const begin = Date.parse("2013-11-01T00:00:00Z");
  return rows
    .filter((row) => row["Incident Address"])
    .map((row, n) => {
      const kind = row["Complaint Type"] ?? "";
      const descriptor = row.Descriptor ?? "";
      const code = newYork[kind] ?? newYork[`${kind} ${descriptor}`] ?? "other";
      const building = `${row["Incident Zip"]} ${row["Incident Address"]}`;
      const heat = kind === "HEATING";
      return told({
        id: row["Unique Key"] ?? String(n),
        cause: heat ? `heat ${building}` : `of its own ${n}`,
        siteId: row.Borough || "New York",
        placeId: `${building} ${n}`,
        buildingId: building,
        unit: "1",
        isPublic: false,
        faultCode: code,
        text: `${kind} ${descriptor}`,
        at: new Date(begin + n * 300_000).toISOString(),
      });
    });
}

/**
 * A year of Boston's requests and what staff closed as duplicates. `marked` is how many of these were asked about
 * something; `rest` the same share of all others, which may be duplicates too. Before is before, and a request is
 * forgotten a day after it was closed.
 */
export async function bostonYear(folder: string, root: string) {
  const mapping = await readMapping(join(root, "replay", "boston-311.json"));
  const file = join(folder, "boston-311-2015.csv");
  const [{ rows }, cells, links] = await Promise.all([
    readRows(file, mapping),
    cellsOf(file),
    cellsOf(join(folder, "boston-311-links.csv")),
  ]);
  const closedAt = wallClock(mapping.openedAt.format, mapping.openedAt.timeZone);
  const closed = new Map(cells.map((row) => [row[mapping.id], closedAt(row.CLOSED_DT ?? "")]));
  const marked = new Set(links.filter((link) => link.kind === "duplicate").map((link) => link.case_id));
  const tally = { marked: 0, markedAsked: 0, rest: 0, restAsked: 0 };
  const byPlace = new Map<string, Told[]>();
  for (const row of rows) {
    const place = `${row.site} ${row.address}`;
    const report = told({
      id: row.id,
      cause: "",
      siteId: row.site,
      placeId: place,
      buildingId: place,
      unit: null,
      isPublic: false,
      faultCode: row.faultCode,
      text: row.description,
      at: row.openedAt.toISOString(),
      until: closed.get(row.id)?.toISOString() ?? "9999-12-31T00:00:00Z",
    });
    const earlier = byPlace.get(place) ?? [];
    byPlace.set(place, earlier);
    const asked = askedAbout(report, earlier, worthAsking).length > 0;
    if (marked.has(row.id)) {
      tally.marked++;
      if (asked) tally.markedAsked++;
    } else {
      tally.rest++;
      if (asked) tally.restAsked++;
    }
    earlier.push(report);
  }
  return tally;
}
