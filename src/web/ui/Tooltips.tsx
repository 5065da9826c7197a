import { useEffect, useRef, useState } from 'react';
import { Kbd } from './Kbd.tsx';
import { place } from './place.ts';

const wait = 400;
type Shown = { anchor: HTMLElement; text: string; keys: string | undefined };

/** One tooltip for the whole page: shows the data-tip of whatever is under the pointer or has the focus. */
export function Tooltips() {
  const box = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown>();
  useEffect(() => followPointer(setShown), []);
  useEffect(() => {
    const tooltip = box.current;
    if (tooltip === null || shown === undefined) return undefined;
    tooltip.showPopover();
    place(tooltip, shown.anchor);
    return () => tooltip.hidePopover();
  }, [shown]);
  return (
    <div ref={box} popover="manual" role="tooltip" className="tooltip">
      {shown?.text}
      {shown?.keys !== undefined && <Kbd keys={shown.keys} />}
    </div>
  );
}

function followPointer(show: (shown: Shown | undefined) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = () => {
    clearTimeout(timer);
    show(undefined);
  };
  const enter = (event: Event) => {
    const anchor = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-tip]') : null;
    clearTimeout(timer);
    if (anchor === null || (event.type === 'focusin' && !anchor.matches(':focus-visible')))
      return show(undefined);
    const { tip = '', tipKeys } = anchor.dataset;
    timer = setTimeout(() => anchor.isConnected && show({ anchor, text: tip, keys: tipKeys }), wait);
  };
  const events: [string, (event: Event) => void][] = [
    ['pointerover', (event) => (event as PointerEvent).pointerType === 'mouse' && enter(event)],
    ['focusin', enter],
    ['focusout', hide],
    ['pointerdown', hide],
    ['keydown', hide],
  ];
  for (const [name, listen] of events) document.addEventListener(name, listen, { passive: true });
  return () => {
    clearTimeout(timer);
    for (const [name, listen] of events) document.removeEventListener(name, listen);
  };
}
