// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { NumberInput } from './NumberInput.tsx';
import { Unusable, useUnusable } from './unusable.ts';

afterEach(cleanup);

function Two({ change }: { change: (value: number) => void }) {
  const { count, note } = useUnusable();
  return (
    <Unusable value={note}>
      <output>{count} unusable</output>
      <NumberInput label="Points" value={5} min={-100} max={100} onChange={change} />
      {count < 2 && <NumberInput label="Days" value={7} min={1} max={90} whole onChange={change} />}
    </Unusable>
  );
}

test('what cannot be used is counted until it is mended, and never handed on', () => {
  const change = vi.fn<(value: number) => void>();
  render(<Two change={change} />);
  const type = (label: string, value: string) =>
    fireEvent.change(screen.getByRole('textbox', { name: label }), { target: { value } });
  const count = () => screen.getByRole('status').textContent;
  type('Points', '1e9');
  expect(count()).toBe('1 unusable');
  expect(screen.getByRole('alert').textContent).toBe('Enter a number from −100 to 100.');
  // The second goes from the page because of it: what is not there cannot be wrong.
  type('Days', '0.5');
  expect(count()).toBe('1 unusable');
  type('Points', '−2,5');
  expect(count()).toBe('0 unusable');
  expect(change.mock.calls).toEqual([[-2.5]]);
});
