/** One figure of a benchmark: the product beside the bare part, in one run. */
export type Metric = {
  bench: string;
  metric: string;
  ours: number;
  /** The bare part's figure. */
  limit: number;
  ratio: number;
  unit: string;
  /** Samples behind our figure. */
  n: number;
  /** Coefficient of variation of the control's rounds. */
  cv: number;
  /** The same figure while nothing happens. */
  control?: number;
  goal?: string;
  verdict?: "met" | "missed" | "inconclusive";
};

type Goal = { most: number } | { least: number };

const steady = 0.15;

/** `control` are the control's rounds; `limit` is their mean unless another figure is given. */
export function metric(
  bench: string,
  name: string,
  unit: string,
  figures: { ours: number; n: number; control: number[]; limit?: number },
  goal?: Goal,
): Metric {
  const limit = figures.limit ?? mean(figures.control);
  const ratio = figures.ours / limit;
  const cv = variation(figures.control);
  const line: Metric = {
    bench,
    metric: name,
    ours: round(figures.ours),
    limit: round(limit),
    ratio: round(ratio),
    unit,
    n: figures.n,
    cv: round(cv),
  };
  if (goal === undefined) return line;
  const met = "most" in goal ? ratio <= goal.most : ratio >= goal.least;
  line.goal = "most" in goal ? `<= ${goal.most}` : `>= ${goal.least}`;
  line.verdict = cv > steady || !Number.isFinite(ratio) ? "inconclusive" : met ? "met" : "missed";
  return line;
}

/**
 * A figure with a goal of its own instead of a bare part's: at most `most`, or below it. `control` is the same measured
 * while nothing happens; where that does not keep the goal either, the machine is too busy to say anything.
 */
export function bounded(
  bench: string,
  name: string,
  unit: string,
  { ours, n, control }: { ours: number; n: number; control: number },
  goal: { most: number } | { below: number },
): Metric {
  const [limit, sign] = "most" in goal ? [goal.most, "<="] : [goal.below, "<"];
  const keeps = (figure: number) => ("most" in goal ? figure <= limit : figure < limit);
  return {
    bench,
    metric: name,
    ours: round(ours),
    limit,
    // Of nothing there is no part: how many there were instead.
    ratio: round(limit === 0 ? ours : ours / limit),
    unit,
    n,
    cv: 0,
    control: round(control),
    goal: `${sign} ${limit}`,
    verdict: keeps(ours) ? "met" : keeps(control) && n > 0 ? "missed" : "inconclusive",
  };
}

/** Each metric as a line of JSON, then all of them as a table. */
export function print(metrics: Metric[], notes: string[] = []): void {
  for (const line of metrics) console.log(JSON.stringify(line));
  const head = ["metric", "ours", "limit", "ratio", "unit", "n", "cv", "goal", "verdict"] as const;
  const rows = metrics.map((m) => head.map((name) => String(m[name] ?? "")));
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]!.length)));
  console.log();
  for (const row of [head, ...rows]) {
    console.log(`  ${row.map((cell, i) => cell.padEnd(widths[i]!)).join("  ")}`.trimEnd());
  }
  for (const note of notes) console.log(`  ${note}`);
  console.log();
}

export function percentile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variation(values: number[]): number {
  if (values.length < 2) return 0;
  const middle = mean(values);
  const square = mean(values.map((value) => (value - middle) ** 2));
  return Math.sqrt(square) / middle;
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}
