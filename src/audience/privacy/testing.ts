import { system } from '../../platform/actor.ts';
import type { Db } from '../../platform/db.ts';
import { createLog } from '../../platform/log.ts';
import type { OperationRun } from '../../platform/operation-runs.ts';

/** An operation as its work meets it, without the job around it. */
export function runOf(db: Db): OperationRun {
  return {
    db,
    who: system,
    operationId: '',
    log: createLog('silent'),
    done: 0,
    cursor: null,
    advance: async () => undefined,
    isCancelled: async () => false,
  };
}
