import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/**
 * The walls. Imports point upstream along the journey; downstream is told by events; from outside, a room has a
 * front door and nothing else.
 */

const src = dirname(fileURLToPath(import.meta.url));

/** The journey, upstream first. A room may import the rooms before it, and the building. */
const journey = [
  'audience',
  'touchpoints',
  'capture',
  'content',
  'campaigns',
  'email',
  'social',
  'partners',
  'fairs',
  'journeys',
  'scoring',
  'handoff',
  'pipeline',
  'commerce',
  'success',
  'insights',
  'sample',
];
const building = ['workspace', 'platform'];
/** What stands above the rooms and puts them together. */
const assembly = new Set(['main.ts', 'rooms.ts', 'house.ts', 'schedules.ts', 'commands', 'faults']);
const doors = new Set(['contract.ts', 'events.ts']);

type Import = { from: string; to: string; file: string; typeOnly: boolean };

const imports = globSync('**/*.{ts,tsx}', { cwd: src }).flatMap(importsOf);

describe('the walls', () => {
  test('every folder is a room of the journey or a part of the building', () => {
    const folders = new Set(imports.map(({ file }) => roomOf(file)).filter((room) => !room.includes('.')));
    const known = new Set([...journey, ...building, ...assembly, 'web']);
    expect([...folders].filter((folder) => !known.has(folder))).toEqual([]);
  });

  test('the platform knows no room', () => {
    expect(broken((from, to) => from === 'platform' && to !== 'platform')).toEqual([]);
  });

  test('the workspace knows only the platform', () => {
    expect(broken((from, to) => from === 'workspace' && to !== 'workspace' && to !== 'platform')).toEqual([]);
  });

  test('rooms import upstream only', () => {
    expect(
      broken(
        (from, to) =>
          journey.includes(to) && journey.indexOf(from) < journey.indexOf(to) && journey.includes(from),
      ),
    ).toEqual([]);
  });

  test('from outside, a room is entered through its front door', () => {
    const through = imports.filter(({ from, to, file }) => {
      const target = roomOf(to);
      const outside = roomOf(file) !== target && [...journey, 'workspace'].includes(target);
      return outside && !isWeb(to) && !isDoor(target, to, from);
    });
    expect(through.map(line)).toEqual([]);
  });

  test('pages take only types from the server, and only from contracts', () => {
    const leaks = imports.filter(
      ({ file, to, typeOnly }) => isWeb(file) && !isWeb(to) && !(typeOnly && to.endsWith('/contract.ts')),
    );
    expect(leaks.map(line)).toEqual([]);
  });

  test('the server imports no page', () => {
    expect(imports.filter(({ file, to }) => !isWeb(file) && isWeb(to)).map(line)).toEqual([]);
  });
});

function broken(rule: (from: string, to: string) => boolean): string[] {
  return imports
    .filter(({ file, to }) => !isTest(file) && !isWeb(file) && rule(roomOf(file), roomOf(to)))
    .map(line);
}

function isDoor(room: string, to: string, from: string): boolean {
  const inside = to.slice(room.length + 1);
  if (inside === `${room}.ts` || doors.has(inside)) return true;
  if (inside === 'testing.ts')
    return isTest(from) || from.startsWith('platform/testing') || from.startsWith('faults');
  return roomOf(from) === 'schedules.ts';
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? '';
}

function isWeb(path: string): boolean {
  return path.startsWith('web/') || path.split('/')[1] === 'web';
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/testing\.ts$|^faults\//.test(path);
}

function line({ file, to }: Import): string {
  return `${file} imports ${to}`;
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(src, file), 'utf8');
  const found = text.matchAll(
    /^(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"](\.[^'"]+)['"]|^import\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]/gm,
  );
  return [...found].map((match) => {
    const target = match[2] ?? match[3] ?? match[4] ?? '';
    const to = relative(src, join(src, dirname(file), target));
    return { file, from: file, to, typeOnly: match[1] !== undefined };
  });
}
