// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { takeKeys } from './early-keys.ts';
import { openOverlay } from './open.ts';

function press(key: string, held: { ctrlKey?: boolean } = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key, cancelable: true, bubbles: true, ...held });
  document.body.dispatchEvent(event);
  return event;
}

test('what is typed before the palette is there is kept for it, and is nothing to the page', () => {
  const page = vi.fn();
  document.addEventListener('keydown', page);
  openOverlay('palette');
  for (const key of ['n', 'o', 'x', 'Backspace', 'r', 'a']) press(key);
  expect(press('c').defaultPrevented).toBe(true);
  expect(page).not.toHaveBeenCalled();
  expect(takeKeys()).toBe('norac');
  press('d');
  expect(page).toHaveBeenCalledOnce();
  document.removeEventListener('keydown', page);
  openOverlay(undefined);
});

test('Escape closes it, and the keys are the page’s again', () => {
  openOverlay('palette');
  press('n');
  press('Escape');
  expect(press('c').defaultPrevented).toBe(false);
  openOverlay('palette');
  expect(takeKeys()).toBe('');
  openOverlay(undefined);
});
