"use client";
import { Dialog } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, type ReactNode, type RefObject, useRef } from "react";
import { useTranslations } from "use-intl";
import { useRoom } from "./useRoom.ts";

type Props = {
  title: string;
  close(): void;
  children: ReactNode;
  wide?: boolean;
  testId?: string;
  /** What is typed in it is typed about one job. */
  about?: "ticket" | undefined;
  first?: RefObject<HTMLElement | null>;
  onKeyDown?(event: KeyboardEvent): void;
};

/** A layer over the board; Esc or the cross goes back to where the person was. */
export function BoardSheet({ title, close, children, wide = false, testId, about, first, onKeyDown }: Props) {
  const t = useTranslations("control");
  const room = useRoom();
  const popup = useRef<HTMLDivElement>(null);
  const cross = useRef<HTMLButtonElement>(null);
  /**
   * The focus goes in before the next key can come: the library would move it a frame later, and what is typed until then
   * would be lost. What is inside may have come before the layer has opened, and have taken it to where it belongs.
   */
  function start() {
    if (!popup.current?.contains(document.activeElement)) (first?.current ?? cross.current)?.focus();
    return false;
  }
  const pressing = useRef(false);
  /**
   * Where the part with the focus goes away, the layer takes the focus to itself, and once more in the next frame. By then
   * it may be where it belongs: it goes back there, unless a press on the layer has moved it.
   */
  function giveBack({ target, currentTarget, relatedTarget }: FocusEvent<HTMLElement>) {
    if (target !== currentTarget || pressing.current) return;
    if (relatedTarget instanceof HTMLElement && currentTarget.contains(relatedTarget)) relatedTarget.focus();
  }
  if (room === null) return null;
  return (
    <Dialog.Root open onOpenChange={(open) => !open && close()}>
      <Dialog.Portal container={room}>
        <Dialog.Backdrop className="sheet-back" />
        <Dialog.Popup
          ref={popup}
          className="sheet"
          data-wide={wide}
          data-testid={testId}
          data-about={about}
          initialFocus={start}
          onKeyDown={onKeyDown}
          onFocus={giveBack}
          onPointerDownCapture={() => {
            pressing.current = true;
            setTimeout(() => {
              pressing.current = false;
            });
          }}
        >
          <div className="sheet-head">
            <Dialog.Title>{title}</Dialog.Title>
            <Dialog.Close ref={cross} className="control-icon" aria-label={t("drawer.close")}>
              <X size={18} aria-hidden />
            </Dialog.Close>
          </div>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
