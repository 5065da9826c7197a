import type { JobHandlers } from '../../platform/jobs.ts';
import { asOperation } from '../../platform/operation-runs.ts';
import { runImport, type ImportJob } from './import-run.ts';
import { forgetImports } from './imports.ts';
import { runUndo, type UndoJob } from './undo-run.ts';

declare module '../../platform/jobs.ts' {
  interface JobMap {
    'audience.import': ImportJob;
    'audience.undoImport': UndoJob;
    'audience.forgetImports': Record<string, never>;
  }
}

export const importJobs: JobHandlers = {
  'audience.import': asOperation(runImport),
  'audience.undoImport': asOperation(runUndo),
  'audience.forgetImports': async (_payload, { db, log }) => {
    log.info({ imports: await forgetImports(db) }, 'forgot what old imports did');
  },
};
