"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";

const every = 2_000;

/** Has the server draw the page anew every two seconds while somebody looks at it. */
export function Refresh() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, every);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
