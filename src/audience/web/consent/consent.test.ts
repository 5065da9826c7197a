import { expect, test } from 'vitest';
import { consentLines, type Purpose, type State } from './consent.ts';

const purpose = (key: string, channels: Purpose['channels'], archivedAt: string | null = null): Purpose => ({
  id: key,
  key,
  label: key,
  wording: '',
  channels,
  archivedAt,
});
const state = (key: string, channel: State['channel']): State => ({
  purpose: key,
  channel,
  state: 'given',
  since: '2026-03-01T00:00:00Z',
});

test('every way of being asked has a line, answered or not', () => {
  const lines = consentLines([purpose('offers', ['email', 'sms'])], [state('offers', 'sms')]);
  expect(lines.map(({ channel, state: answer }) => [channel, answer?.state])).toEqual([
    ['email', undefined],
    ['sms', 'given'],
  ]);
});

test('what nobody asks for any more is shown only where it was answered', () => {
  const purposes = [purpose('old', ['email'], '2026-01-01'), purpose('offers', ['email'])];
  expect(consentLines(purposes, [])).toHaveLength(1);
  const lines = consentLines(purposes, [state('old', 'email'), state('offers', 'post')]);
  expect(lines.map(({ purpose: { key }, channel, asked }) => [key, channel, asked])).toEqual([
    ['old', 'email', false],
    ['offers', 'email', true],
    ['offers', 'post', false],
  ]);
});
