// @vitest-environment happy-dom
import { act, renderHook, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { Problem } from '../problem.ts';
import { splitProblem, useForm } from './use-form.ts';

type Values = { name: string; email: string };
const initial: Values = { name: '', email: '' };

function form(submit: (values: Values) => Promise<unknown>) {
  return renderHook(() =>
    useForm({ initial, submit, check: ({ name }) => (name === '' ? { name: 'Give a name.' } : {}) }),
  ).result;
}

test('what is missing is said before anything is sent', async () => {
  const submit = vi.fn<(values: Values) => Promise<void>>();
  const result = form(submit);
  act(() => result.current.submit());
  await waitFor(() => expect(result.current.error('name')).toBe('Give a name.'));
  expect(submit).not.toHaveBeenCalled();
});

test('a refusal stands at its field, and what was typed stays', async () => {
  const errors = [{ field: 'email', message: 'Somebody has this address.' }];
  const result = form(() => Promise.reject(new Problem({ status: 422, errors })));
  act(() => result.current.field('name').onChange('Nora'));
  act(() => result.current.field('email').onChange('nora@x.example'));
  act(() => result.current.submit());
  await waitFor(() => expect(result.current.error('email')).toBe('Somebody has this address.'));
  expect(result.current.values).toEqual({ name: 'Nora', email: 'nora@x.example' });
  expect(result.current.problem).toBeUndefined();
  act(() => result.current.field('email').onChange('nora@y.example'));
  expect(result.current.error('email')).toBeUndefined();
});

test('two quick presses of Enter send once', async () => {
  const submit = vi.fn<(values: Values) => Promise<void>>(() => new Promise(() => undefined));
  const result = form(submit);
  act(() => result.current.set('name', 'Nora'));
  act(() => {
    result.current.submit();
    result.current.submit();
  });
  await waitFor(() => expect(result.current.busy).toBe(true));
  expect(submit).toHaveBeenCalledTimes(1);
});

test('dirty until it is what it was', () => {
  const result = form(() => Promise.resolve());
  act(() => result.current.set('name', 'Nora'));
  expect(result.current.dirty).toBe(true);
  act(() => result.current.reset());
  expect(result.current.dirty).toBe(false);
});

test('errors of fields the form does not have are told as a whole', () => {
  const problem = new Problem({
    status: 422,
    detail: 'Two fields are wrong.',
    errors: [
      { field: 'body/email', message: 'No @.' },
      { field: 'consent', message: 'Missing.' },
    ],
  });
  const { own, whole } = splitProblem(problem, ['email']);
  expect(own).toEqual({ email: 'No @.' });
  expect(whole?.detail).toBe('Two fields are wrong. consent: Missing.');
  expect(whole?.status).toBe(422);
});
