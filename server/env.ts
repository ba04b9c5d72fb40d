import { z } from "zod";

const shape = z.object({
  DATABASE_URL: z
    .string()
    .min(
      1,
      "DATABASE_URL is missing: name a PostgreSQL, for example postgres://user:password@127.0.0.1:5432/mendline",
    ),
  MENDLINE_SECRET: z
    .string()
    .min(32, "MENDLINE_SECRET must have at least 32 characters: make one with `openssl rand -base64 32`"),
  MENDLINE_PHONE_SECRET: z
    .string()
    .min(
      32,
      "MENDLINE_PHONE_SECRET must have at least 32 characters: make one with `openssl rand -base64 32`",
    )
    .optional(),
  MENDLINE_MESSAGES_URL: z
    .string()
    .refine(isSafe, "MENDLINE_MESSAGES_URL must be an https address, or one of this very machine")
    .optional(),
  MENDLINE_MESSAGES_SECRET: z
    .string()
    .min(
      32,
      "MENDLINE_MESSAGES_SECRET must have at least 32 characters: make one with `openssl rand -base64 32`",
    )
    .optional(),
  MENDLINE_ORIGIN: z.url().optional(),
  MENDLINE_DEMO: z.enum(["0", "1"]).default("0"),
  MENDLINE_DATA: z.string().default(".data"),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: z.string().default("127.0.0.1"),
  NODE_ENV: z.string().default("development"),
  MENDLINE_REPORTS_PER_MINUTE: z.coerce.number().int().min(1).default(10),
  MENDLINE_REPORTS_PER_DAY: z.coerce.number().int().min(1).default(60),
  MENDLINE_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  MENDLINE_PUSH_HOSTS: z.string().default(""),
  LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export type Env = {
  databaseUrl: string;
  secret: string;
  /** With what phone systems sign what they push; null: none is connected. */
  phoneSecret: string | null;
  /** Where text messages are handed over and with what they are signed; null: nobody carries them. */
  messages: { url: string; secret: string } | null;
  /** The address people open, without a trailing slash. */
  origin: string;
  demo: boolean;
  dataDir: string;
  port: number;
  host: string;
  /** Reports that one resident may send, dangers apart. */
  reportsPerMinute: number;
  reportsPerDay: number;
  /** Proxies of our own that every request passes: whose address counts is what the outermost of them saw. */
  proxies: number;
  /** Push services beside those of the known browsers, as `host` or `host:port`. */
  pushHosts: string[];
  production: boolean;
  logLevel: z.infer<typeof shape>["LOG_LEVEL"];
};

let read: Env | undefined;

/** The settings, read once; the only place that knows process.env. Throws one sentence per setting that is wrong. */
export function env(): Env {
  if (read) return read;
  const parsed = shape.safeParse(process.env);
  if (!parsed.success) throw new Error(parsed.error.issues.map((issue) => issue.message).join("\n"));
  const { data } = parsed;
  const origin = (data.MENDLINE_ORIGIN ?? `http://127.0.0.1:${data.PORT}`).replace(/\/+$/, "");
  process.env.NEXTAUTH_URL = origin;
  process.env.NEXTAUTH_SECRET = data.MENDLINE_SECRET;
  read = {
    databaseUrl: data.DATABASE_URL,
    secret: data.MENDLINE_SECRET,
    phoneSecret: data.MENDLINE_PHONE_SECRET ?? null,
    messages: carrierOf(data.MENDLINE_MESSAGES_URL, data.MENDLINE_MESSAGES_SECRET),
    origin,
    demo: data.MENDLINE_DEMO === "1",
    dataDir: data.MENDLINE_DATA,
    port: data.PORT,
    host: data.HOST,
    reportsPerMinute: data.MENDLINE_REPORTS_PER_MINUTE,
    reportsPerDay: data.MENDLINE_REPORTS_PER_DAY,
    proxies: data.MENDLINE_PROXIES,
    pushHosts: data.MENDLINE_PUSH_HOSTS.split(",")
      .map((host) => host.trim())
      .filter((host) => host !== ""),
    production: data.NODE_ENV === "production",
    logLevel: data.LOG_LEVEL,
  };
  return read;
}

/** The door to whoever carries text messages: both settings, or neither. */
function carrierOf(url: string | undefined, secret: string | undefined): Env["messages"] {
  if (url === undefined && secret === undefined) return null;
  if (url === undefined || secret === undefined)
    throw new Error(
      "MENDLINE_MESSAGES_URL and MENDLINE_MESSAGES_SECRET belong together: set both or neither",
    );
  return { url, secret };
}

/** Texts name places and carry links: in the clear they may travel only within the machine. */
function isSafe(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  const loopback = ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && loopback);
}

/** Settings of a test's own, instead of the process's. */
export function setEnv(settings: Env): void {
  read = settings;
}
