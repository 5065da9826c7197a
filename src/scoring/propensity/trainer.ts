import { parentPort } from 'node:worker_threads';
import { joinTables, type Table } from '../learn/table.ts';
import { follow, type Course } from './learning.ts';

/** A thread of its own, so that the one that does everything else is not held up: it is given the rows, then trains. */
export type Rows = { table: Table; outcomes: boolean[]; groups: number[]; nth: number[] };
export type Told =
  | { say: 'rows'; rows: Rows }
  | { say: 'train'; course: Omit<Course, 'table' | 'outcomes' | 'groups' | 'nth'> };

const taken: Rows[] = [];

parentPort?.on('message', (told: Told) => {
  if (told.say === 'rows') taken.push(told.rows);
  else {
    parentPort?.postMessage(
      follow({
        ...told.course,
        table: joinTables(taken.map(({ table }) => table)),
        outcomes: taken.flatMap(({ outcomes }) => outcomes),
        groups: Int32Array.from(taken.flatMap(({ groups }) => groups)),
        nth: Int32Array.from(taken.flatMap(({ nth }) => nth)),
      }),
    );
    parentPort?.close();
  }
});
