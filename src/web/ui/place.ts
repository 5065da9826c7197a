import { useEffect, type RefObject } from 'react';

export type Align = 'start' | 'end';
const gap = 4;
const edge = 8;

/** Puts a floating box under its anchor, above when there is no room, always inside the window. */
export function place(box: HTMLElement, anchor: Element, align: Align = 'start'): void {
  const at = anchor.getBoundingClientRect();
  const width = box.offsetWidth;
  const height = box.offsetHeight;
  const below = at.bottom + gap;
  const fits = below + height <= innerHeight - edge || at.top - gap - height < edge;
  const left = align === 'start' ? at.left : at.right - width;
  box.style.left = `${clamp(left, edge, innerWidth - width - edge)}px`;
  box.style.top = `${clamp(fits ? below : at.top - gap - height, edge, innerHeight - height - edge)}px`;
}

/** Keeps it there while it is open: its content may grow, the page beneath may scroll. */
export function usePlaced(
  box: RefObject<HTMLElement | null>,
  anchor: () => Element | null,
  open: boolean,
  align: Align,
) {
  useEffect(() => {
    const element = box.current;
    if (!open || element === null) return undefined;
    const again = () => {
      const to = anchor();
      if (to !== null) place(element, to, align);
    };
    const sizes = new ResizeObserver(again);
    sizes.observe(element);
    addEventListener('resize', again);
    addEventListener('scroll', again, { capture: true, passive: true });
    return () => {
      sizes.disconnect();
      removeEventListener('resize', again);
      removeEventListener('scroll', again, { capture: true });
    };
  });
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
