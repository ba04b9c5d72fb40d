"use client";
import { useEffect, useState } from "react";

/** The time now as an ISO instant, renewed each half minute; starts as the server's, so that both draw the same page. */
export function useNow(serverNow: string): string {
  const [now, setNow] = useState(serverNow);
  useEffect(() => {
    setNow(new Date().toISOString());
    const timer = setInterval(() => setNow(new Date().toISOString()), 30_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
