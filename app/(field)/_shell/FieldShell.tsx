"use client";
import { useEffect } from "react";
import { startShell } from "./shell.ts";

/** Makes these pages open without network. */
export function FieldShell({ build }: { build: string }) {
  useEffect(() => {
    void startShell(build).catch(() => {});
  }, [build]);
  return null;
}
