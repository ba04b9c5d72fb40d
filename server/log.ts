import { pino } from "pino";
import { env } from "./env.ts";

let made: ReturnType<typeof pino> | undefined;

/** One JSON line per thing worth knowing, on standard error; phones, codes, cookies and tokens are blacked out. */
export function log() {
  made ??= pino(
    {
      level: env().logLevel,
      base: null,
      redact: [
        "*.phone",
        "*.code",
        "*.cookie",
        "*.token",
        "*.password",
        "*.address",
        "phone",
        "code",
        "cookie",
        "token",
        "password",
      ],
    },
    pino.destination({ dest: 2, sync: false }),
  );
  return made;
}

/** A surprise: logged with its stack, never shown to anybody. */
export function report(error: unknown, doing: string): void {
  log().error({ err: error }, doing);
}
