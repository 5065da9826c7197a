import { describe, expect, test } from 'vitest';
import { faceOf, lengthOf, opensAt, workedBetween, type Span } from './face.ts';

const at = (text: string) => Date.parse(`2026-11-${text}:00Z`);
/** Monday 23 to Friday 27 November, nine to five. */
const week: Span[] = [23, 24, 25, 26, 27].map((day) => [at(`${day}T09:00`), at(`${day}T17:00`)]);
const hour = { startedAt: '2026-11-24T10:00:00Z', dueAt: '2026-11-24T11:00:00Z' };
const face = (clock: { startedAt: string; dueAt: string }, now: string) =>
  faceOf(clock, week, new Date(at(now)), 'UTC');

describe('the face of a clock', () => {
  test('calm, then bold in the last third, then filled', () => {
    expect(face(hour, '24T10:19')).toMatchObject({ tone: 'calm', words: '41 min left' });
    expect(face(hour, '24T10:46')).toMatchObject({ tone: 'soon', words: '14 min left' });
    expect(face(hour, '24T11:22')).toMatchObject({ tone: 'late', words: '22 min over', left: 0 });
  });

  test('rests outside of working time and says when it goes on', () => {
    const night = { startedAt: '2026-11-24T09:00:00Z', dueAt: '2026-11-24T10:00:00Z' };
    expect(face(night, '24T02:10')).toMatchObject({ words: '1 h, from 09:00', tone: 'calm', resting: true });
    const evening = { startedAt: '2026-11-24T16:40:00Z', dueAt: '2026-11-25T09:40:00Z' };
    expect(face(evening, '24T18:00')).toMatchObject({ words: '40 min, from Wed 09:00' });
  });

  test('what is over is counted in working time, too', () => {
    const before = { startedAt: '2026-11-24T15:50:00Z', dueAt: '2026-11-24T16:50:00Z' };
    expect(face(before, '25T09:12')).toMatchObject({ tone: 'late', words: '22 min over' });
  });

  test('whole days when there are two or more', () => {
    const days = { startedAt: '2026-11-23T09:00:00Z', dueAt: '2026-11-26T17:00:00Z' };
    expect(face(days, '24T09:00')).toMatchObject({ words: '3 days left' });
    expect(lengthOf(12 * 3_600_000, week)).toBe('12 h');
    expect(lengthOf(200 * 60_000, week)).toBe('3 h 20');
  });

  test('without spans every hour counts', () => {
    expect(workedBetween([], at('24T20:00'), at('24T23:00'))).toBe(3 * 3_600_000);
    expect(opensAt([], at('24T20:00'))).toBeUndefined();
  });

  test('nights count for nothing', () => {
    expect(workedBetween(week, at('24T16:00'), at('25T10:00'))).toBe(2 * 3_600_000);
    expect(opensAt(week, at('24T12:00'))).toBeUndefined();
    expect(opensAt(week, at('24T18:00'))).toBe(at('25T09:00'));
  });
});
