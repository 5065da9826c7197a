// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { RuleBar, RulePoints } from './RuleBar.tsx';

afterEach(cleanup);

test('a rule that takes away is told apart from one that gives, and not by colour alone', () => {
  const { container } = render(
    <>
      <RulePoints now={-9.72} />
      <RuleBar now={-9.72} most={20} />
      <RulePoints now={20} />
      <RuleBar now={20} most={20} />
    </>,
  );
  expect(container.textContent).toBe('takes away −9.7+20');
  expect([...container.querySelectorAll('.measure')].map(({ className }) => className)).toEqual([
    'measure below',
    'measure',
  ]);
  expect(screen.getAllByText(/takes away/)).toHaveLength(1);
});
