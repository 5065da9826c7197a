// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ANYWHERE, findAction, keyCaps, nameOf, registerKeys } from './keys.ts';

type Run = (event: KeyboardEvent) => void;
let stops: (() => void)[] = [];
beforeEach(() => {
  document.body.innerHTML = '';
});
afterEach(() => {
  for (const stop of stops) stop();
  stops = [];
});

function listen(keys: string, scope = 'Page') {
  const run = vi.fn<Run>();
  stops.push(registerKeys(scope, { [keys]: { label: keys, run } }));
  return run;
}

function press(key: string, more: KeyboardEventInit = {}, on: EventTarget = document.body) {
  on.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
}

test('a key runs its action', () => {
  const run = listen('j');
  press('j');
  expect(run).toHaveBeenCalledTimes(1);
});

test('of two with the same key the later wins, until it is gone', () => {
  const page = listen('j');
  const dialog = listen('j', 'Dialog');
  press('j');
  stops.pop()?.();
  press('j');
  expect([dialog.mock.calls.length, page.mock.calls.length]).toEqual([1, 1]);
});

test('typing is typing; only mod keys reach through', () => {
  const letter = listen('j');
  const palette = listen('mod+k');
  const input = document.body.appendChild(document.createElement('input'));
  press('j', {}, input);
  press('k', { ctrlKey: true }, input);
  expect(letter).not.toHaveBeenCalled();
  expect(palette).toHaveBeenCalledTimes(1);
});

test('g then c goes; c alone creates', () => {
  const go = listen('g c');
  const create = listen('c');
  press('g');
  press('c');
  expect([go.mock.calls.length, create.mock.calls.length]).toEqual([1, 0]);
  press('c');
  expect(create).toHaveBeenCalledTimes(1);
});

test('keys are named as people say them', () => {
  const event = { key: 'K', metaKey: true, ctrlKey: false, altKey: false, shiftKey: false };
  expect(nameOf(event)).toBe('mod+k');
  expect(nameOf({ ...event, metaKey: false, shiftKey: true, key: 'X' })).toBe('shift+x');
  expect(nameOf({ ...event, metaKey: false, shiftKey: true, key: '?' })).toBe('?');
  expect(keyCaps('mod+k', true)).toEqual(['⌘', 'K']);
  expect(keyCaps('mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(keyCaps('g c', false)).toEqual(['G', 'C']);
});

test('a key of the page goes before the same key of the shell, whichever was registered first', () => {
  const page = { scope: 'Teams', map: { c: { label: 'New team', run: () => undefined } } };
  const shell = { scope: ANYWHERE, map: { c: { label: 'New contact', run: () => undefined } } };
  expect(findAction('c', [page, shell])?.label).toBe('New team');
  expect(findAction('c', [shell, page])?.label).toBe('New team');
  expect(findAction('c', [shell])?.label).toBe('New contact');
});
