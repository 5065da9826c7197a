import type { Notice } from '../../platform/room.ts';
import { DIGEST } from './digest.ts';

/** What people are told about feedback. */
export const feedbackNotices: Notice[] = [
  {
    on: 'feedback.digested',
    kind: DIGEST,
    label: 'What customers said last week, on Mondays, also by mail',
    tell: async (db, events) => {
      const people = await db
        .selectFrom('workspace.users')
        .select('id')
        .where('deactivated_at', 'is', null)
        .execute();
      return events.flatMap((event) => {
        const { notes, verdicts, themes } = event.payload;
        const body = [
          counted(notes, 'note', 'notes'),
          counted(verdicts, 'verdict', 'verdicts'),
          counted(themes, 'new theme', 'new themes'),
        ].join(', ');
        return people.map(({ id }) => ({
          event,
          userId: id,
          title: 'What customers said last week',
          body,
          path: '/feedback',
        }));
      });
    },
  },
  {
    on: 'follow-up.made',
    kind: 'follow-up.assigned',
    label: 'A follow-up of a theme is given to me',
    tell: async (_db, events) =>
      events.flatMap((event) => {
        const { ownerId: userId, title, themeId } = event.payload;
        if (typeof userId !== 'string') return [];
        return [
          { event, userId, title: `Yours: ${String(title)}`, path: `/feedback/themes/${String(themeId)}` },
        ];
      }),
  },
];

function counted(value: unknown, one: string, many: string): string {
  return `${Number(value)} ${Number(value) === 1 ? one : many}`;
}
