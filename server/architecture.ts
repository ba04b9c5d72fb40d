import { readdir, readFile } from "node:fs/promises";
import { dirname, join, posix, relative, sep } from "node:path";

export type Edge = { from: string; to: string };
export type Forbidden = Edge & { why: string };

/**
 * Who may import whom. Each rule names the files it speaks of, what they may not reach, and where such code belongs.
 * `types` marks rules that type-only imports are free of.
 */
const rules: Array<{
  from: RegExp;
  except?: RegExp;
  to: RegExp;
  unless?: RegExp;
  types?: "free";
  why: string;
}> = [
  {
    from: /^(server|db|bench|scripts)\//,
    to: /^app\//,
    except: /^(bench|server\/testing)\//,
    why: "nothing imports app; move what is shared to server/domain",
  },
  {
    from: /^server\/testing\//,
    to: /^app\/(?!_i18n\/)/,
    types: "free",
    why: "tests read the sentences of a refusal and nothing else of app",
  },
  {
    from: /^server\/domain\//,
    except: /\.test\.ts$/,
    to: /^(?!server\/domain\/|npm:)/,
    why: "domain is pure: it imports nothing outside itself; pass it in as an argument",
  },
  {
    from: /^server\/domain\//,
    except: /\.test\.ts$/,
    to: /^npm:/,
    types: "free",
    why: "domain is pure: it imports nothing outside itself; pass it in as an argument",
  },
  {
    from: /^(app|server)\//,
    except: /^server\/(operations|testing|auth|architecture)|\.test\.ts$/,
    to: /^(npm:drizzle-orm|npm:postgres$|db\/schema\/)/,
    types: "free",
    why: "only operations and db know the database; write an operation",
  },
  { from: /^server\/live\//, to: /^server\/api\//, why: "live and api never meet; both call operations" },
  { from: /^server\/api\//, to: /^server\/live\//, why: "live and api never meet; both call operations" },
  {
    from: /^server\/operations\//,
    except: /\.test\.ts$/,
    to: /^server\/(api|live|http|jobs)\//,
    why: "operations know nothing of doors; the door calls the operation",
  },
  {
    from: /^server\/live\//,
    except: /\.test\.ts$/,
    to: /^server\/operations\/(?!board\/|alarm\/list|doorbell|ticket\/follow|stream\/follow)/,
    why: "live never writes; let the page call the API",
  },
  {
    from: /^app\//,
    except: /^app\/(_trpc\/server|api\/)|\/(page|layout|route)\.tsx?$|^app\/_i18n\/server/,
    to: /^(server|db)\//,
    unless: /^server\/(domain\/|live\/contract)/,
    types: "free",
    why: "client code takes domain values, live/contract and types; ask the API for the rest",
  },
];

const imports =
  /^\s*(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"|^\s*import\s+"([^"]+)"|\bimport\(\s*"([^"]+)"\s*\)/gm;

/** Every forbidden import below `root`, with the reason that tells where the code belongs. */
export async function forbiddenImports(root: string): Promise<Forbidden[]> {
  const found: Forbidden[] = [];
  for (const file of await sources(root)) {
    const text = await readFile(join(root, file), "utf8");
    for (const match of text.matchAll(imports)) {
      const to = resolve(file, match[2] ?? match[3] ?? match[4] ?? "");
      const typeOnly = match[1] !== undefined;
      for (const rule of rules) {
        if (!rule.from.test(file) || rule.except?.test(file) || !rule.to.test(to) || rule.unless?.test(to))
          continue;
        if (typeOnly && rule.types === "free") continue;
        found.push({ from: file, to, why: rule.why });
      }
    }
  }
  return found;
}

/** A specifier as a path from the root, or `npm:name` for a package. */
function resolve(file: string, specifier: string): string {
  if (specifier.startsWith("#")) return specifier.slice(1);
  if (specifier.startsWith(".")) return posix.normalize(posix.join(dirname(file), specifier));
  return `npm:${specifier}`;
}

async function sources(root: string): Promise<string[]> {
  const tops = ["app", "server", "db", "bench", "scripts"];
  const lists = await Promise.all(
    tops.map((top) => readdir(join(root, top), { recursive: true, withFileTypes: true }).catch(() => [])),
  );
  return lists
    .flat()
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join("/"))
    .filter((file) => !file.startsWith("server/testing/forbidden/"))
    .sort();
}
