import { type Env, setEnv } from "../env.ts";

/** Settings for code that runs in a test's own process. */
export function testSettings(more: Partial<Env> = {}): Env {
  const settings: Env = {
    databaseUrl: "",
    secret: "a secret of the tests, long enough to be one",
    origin: "http://127.0.0.1:1",
    demo: false,
    dataDir: ".data/test-files",
    port: 0,
    host: "127.0.0.1",
    production: false,
    logLevel: "silent",
    ...more,
  };
  setEnv(settings);
  return settings;
}
