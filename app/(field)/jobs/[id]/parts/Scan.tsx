"use client";
import { useEffect, useRef, useState } from "react";
import { useTranslations } from "use-intl";
import { scanner } from "../../../_stock/scanner.ts";

/** How often a picture of the camera is looked at, ms. */
const pace = 150;

/** The camera over the whole screen until it sees a code; typing stays one press away. */
export function Scan({ found, close }: { found(code: string): void; close(): void }) {
  const t = useTranslations("parts");
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const tell = useRef(found);
  tell.current = found;
  const [denied, setDenied] = useState(false);

  useEffect(() => {
    dialog.current?.showModal();
    let stream: MediaStream | undefined;
    let ended = false;
    const camera = { video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false };
    async function look() {
      const opening = navigator.mediaDevices.getUserMedia(camera).then((opened) => {
        stream = opened;
        if (ended) stop();
        return opened;
      });
      const [detector, opened] = await Promise.all([scanner(), opening]);
      const seen = video.current;
      if (ended || !seen) return stop();
      seen.srcObject = opened;
      await seen.play();
      while (!ended) {
        const [code] = seen.readyState >= 2 ? await detector.detect(seen) : [];
        if (ended) return;
        if (code) {
          navigator.vibrate?.(40);
          return tell.current(code.rawValue);
        }
        await new Promise((resolve) => setTimeout(resolve, pace));
      }
    }
    function stop() {
      for (const track of stream?.getTracks() ?? []) track.stop();
    }
    look().catch(() => {
      if (!ended) setDenied(true);
      // Also where the camera opens and nothing reads its pictures: it does not stay on for that.
      ended = true;
      stop();
    });
    return () => {
      ended = true;
      stop();
    };
  }, []);

  return (
    <dialog
      ref={dialog}
      className="parts-scan"
      aria-label={t("scanTitle")}
      onClose={close}
      data-testid="scan"
    >
      <p role="status">{t(denied ? "scanDenied" : "scanTitle")}</p>
      <video ref={video} playsInline muted hidden={denied} />
      <button type="button" className={denied ? "field-button" : "field-plain"} onClick={close}>
        {t("scanClose")}
      </button>
    </dialog>
  );
}
