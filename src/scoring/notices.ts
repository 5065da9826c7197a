import type { Db } from '../platform/db.ts';
import type { StoredEvent } from '../platform/outbox.ts';
import type { Notice, Told } from '../platform/room.ts';

const MOST_TOLD = 200;

/** Whoever may sign is told when there is something to sign, and that it counts. */
export const notices: Notice[] = [
  notice('score-model.proposed', 'A version of the score waits for a signature', {
    title: (number) => `Version ${number} of the score waits for signatures`,
    body: (name) => `Proposed by ${name}. Marketing and sales both sign it.`,
  }),
  notice('score-model.in-force', 'A version of the score comes into force', {
    title: (number) => `Version ${number} of the score is in force`,
    body: () => 'Everybody is scored by it now.',
  }),
];

type Words = { title: (number: string) => string; body: (name: string) => string };

function notice(on: string, label: string, { title, body }: Words): Notice {
  const tell = async (db: Db, events: StoredEvent[]): Promise<Told[]> => {
    const signers = await signersOf(db);
    return events.flatMap((event) =>
      signers.map((userId) => ({
        event,
        userId,
        title: title(String(event.payload['number'])),
        body: body(event.actor_name),
        path: `/score/models/${event.subject_id}`,
      })),
    );
  };
  return { on, kind: on, label, tell };
}

async function signersOf(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('workspace.users')
    .select('id')
    .where('role', 'in', ['owner', 'admin', 'marketing_manager', 'sales_manager'])
    .where('deactivated_at', 'is', null)
    .limit(MOST_TOLD)
    .execute();
  return rows.map(({ id }) => id);
}
