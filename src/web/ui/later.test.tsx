// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { fetchTheRest, later } from './later.tsx';
import { Popover } from './Popover.tsx';

afterEach(cleanup);

const Part = ({ word }: { word: string }) => <input aria-label={word} />;

test('shown before it is there it waits, and the next time it is there at once', async () => {
  const Later = later(async () => Part, <p>coming</p>);
  await act(async () => render(<Later word="one" />));
  expect(screen.getByLabelText('one')).toBeTruthy();
  render(<Later word="two" />);
  expect(screen.getByLabelText('two')).toBeTruthy();
});

test('it is fetched when the page stands, once', async () => {
  vi.useFakeTimers();
  const load = vi.fn<() => Promise<typeof Part>>(async () => Part);
  const Later = later(load);
  expect(load).not.toHaveBeenCalled();
  fetchTheRest();
  await vi.runAllTimersAsync();
  vi.useRealTimers();
  render(<Later word="three" />);
  expect(screen.getByLabelText('three')).toBeTruthy();
  expect(load).toHaveBeenCalledOnce();
});

test('a popover gives the focus to what arrives late', async () => {
  const Late = later(async () => Part);
  render(
    <Popover label="Filter" renderTrigger={() => <button type="button">Open</button>}>
      {() => <Late word="Value" />}
    </Popover>,
  );
  const toggle = Object.assign(new Event('toggle'), { newState: 'open' });
  await act(async () => void fireEvent(screen.getByLabelText('Filter'), toggle));
  expect(document.activeElement).toBe(screen.getByLabelText('Value'));
});
