const TAKES_FOCUS = 'input, select, textarea, button, a[href], [tabindex="0"]';

/** Goes on to what one can use next in the same form. */
export function focusAfter(box: Element): void {
  const all = box.closest('form, dialog, main')?.querySelectorAll<HTMLElement>(TAKES_FOCUS) ?? [];
  const next = [...all].find(
    (each) =>
      !box.contains(each) &&
      !each.matches(':disabled') &&
      (box.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0,
  );
  next?.focus();
}
