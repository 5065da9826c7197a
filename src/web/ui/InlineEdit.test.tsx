// @vitest-environment happy-dom
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { Problem } from '../problem.ts';
import { InlineEdit } from './InlineEdit.tsx';
import { initials } from './Avatar.tsx';
import { dismissToast, toasts } from './toast.ts';

afterEach(() => {
  cleanup();
  for (const { id } of toasts()) dismissToast(id);
});

type Save = (value: string) => Promise<void>;

function open(save: Save) {
  render(<InlineEdit label="E-mail" value="nora@x.example" save={save} />);
  fireEvent.click(screen.getByRole('button'));
  const input = screen.getByRole<HTMLInputElement>('textbox', { name: 'E-mail' });
  fireEvent.change(input, { target: { value: 'new@x.example' } });
  return input;
}

test('Enter saves once and offers to undo', async () => {
  const save = vi.fn<Save>(() => Promise.resolve());
  const input = open(save);
  fireEvent.keyDown(input, { key: 'Enter' });
  fireEvent.blur(input);
  await waitFor(() => expect(toasts()).toHaveLength(1));
  expect(save.mock.calls).toEqual([['new@x.example']]);
  await act(async () => toasts()[0]?.undo?.());
  expect(save).toHaveBeenLastCalledWith('nora@x.example');
});

test('Esc saves nothing, also not by the blur that follows', () => {
  const save = vi.fn<Save>(() => Promise.resolve());
  const input = open(save);
  fireEvent.keyDown(input, { key: 'Escape' });
  fireEvent.blur(input);
  expect(save).not.toHaveBeenCalled();
  expect(screen.getByRole('button', { name: /nora@x.example/ })).toBeTruthy();
});

test('a refusal brings the input back with what was typed', async () => {
  const errors = [{ field: 'email', message: 'Somebody has this address.' }];
  fireEvent.keyDown(
    open(() => Promise.reject(new Problem({ status: 422, errors }))),
    { key: 'Enter' },
  );
  await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('Somebody has this address.'));
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('new@x.example');
});

const stages = [
  { value: 'lead', label: 'Lead' },
  { value: 'mql', label: 'MQL' },
];

test.each([
  [true, ['Lead', 'MQL']],
  [false, ['Nobody', 'Lead', 'MQL']],
])('what must be chosen cannot be emptied (required: %s)', (required, words) => {
  const more = { choices: stages, required, placeholder: 'Nobody' };
  render(<InlineEdit label="Stage" value="lead" save={() => Promise.resolve()} {...more} />);
  fireEvent.click(screen.getByRole('button'));
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(words);
});

test('an empty one offers what to do, or says what is missing to those who may not', () => {
  const save = () => Promise.resolve();
  const words = { blank: 'Choose somebody', absent: 'Nobody yet' };
  render(<InlineEdit label="Owner" value="" save={save} {...words} />);
  expect(screen.getByText('Choose somebody')).toBeTruthy();
  cleanup();
  render(<InlineEdit label="Owner" value="" save={save} may={false} {...words} />);
  expect(screen.getByText('Nobody yet')).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('initials of people, firms and addresses', () => {
  expect(['Nora Castellan', 'Hallow & Reed', 'anna@x.example', '', 'Łukasz'].map(initials)).toEqual([
    'NC',
    'HR',
    'A',
    '?',
    'Ł',
  ]);
});
