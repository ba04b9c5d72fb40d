import { type Env, setEnv } from "../env.ts";

let given = false;

/** Settings for code that runs in a test's own process, unless the test gave some itself. */
export function anySettings(): void {
  if (!given) testSettings();
}

/** Settings for code that runs in a test's own process. */
export function testSettings(more: Partial<Env> = {}): Env {
  const settings: Env = {
    databaseUrl: "",
    secret: "a secret of the tests, long enough to be one",
    phoneSecret: "a secret of a phone system that only the tests have",
    messages: null,
    origin: "http://127.0.0.1:1",
    demo: false,
    dataDir: ".data/test-files",
    port: 0,
    host: "127.0.0.1",
    reportsPerMinute: 10_000,
    reportsPerDay: 10_000,
    proxies: 0,
    pushHosts: [],
    production: false,
    logLevel: "silent",
    ...more,
  };
  given = true;
  setEnv(settings);
  return settings;
}
