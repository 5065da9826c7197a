// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { dismissToast, toasts } from '../../../web/ui/toast.ts';
import type { WeeklyHours } from './hours.ts';
import { HoursForm } from './HoursForm.tsx';

afterEach(() => {
  cleanup();
  for (const { id } of toasts()) dismissToast(id);
});

const open = (value: WeeklyHours | null) => {
  const save = vi.fn<(hours: WeeklyHours | null) => Promise<unknown>>().mockResolvedValue(undefined);
  render(<HoursForm value={value} inherited={{ hours: null, from: 'Usual hours' }} save={save} />);
  return save;
};
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

test('own hours start from the inherited ones; a changed day is saved and can be undone', async () => {
  const save = open(null);
  expect(screen.getByText('Monday to Friday 09:00–17:00')).toBeTruthy();
  press('Own hours');
  fireEvent.change(screen.getByLabelText('Friday, to'), { target: { value: '14:00' } });
  press('Save hours');
  await vi.waitFor(() => expect(toasts()).toHaveLength(1));
  expect(save.mock.lastCall?.[0]?.[5]).toEqual([{ from: '09:00', to: '14:00' }]);
  await toasts()[0]?.undo?.();
  expect(save).toHaveBeenLastCalledWith(null);
});

test('what cannot be is said at the day and is not saved', () => {
  const save = open({ 1: [{ from: '09:00', to: '17:00' }] });
  fireEvent.change(screen.getByLabelText('Monday, to'), { target: { value: '08:00' } });
  expect(screen.getByRole('alert').textContent).toBe('The end must be later than the start.');
  press('Save hours');
  expect(save).not.toHaveBeenCalled();
});
