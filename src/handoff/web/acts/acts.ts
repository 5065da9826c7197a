import { act as attempt } from '../../../workspace/web/parts/saving.ts';
import type { KeyMap } from '../../../web/keys.ts';
import type { IconName } from '../../../web/ui/icon-paths.ts';
import { toast } from '../../../web/ui/toast.ts';
import { openNote } from '../feedback/open-note.ts';
import { claim, giveTo, type Known } from '../handoffs.ts';
import { openAct } from './open-act.ts';

export type ActName =
  | 'claim'
  | 'accept'
  | 'call'
  | 'write'
  | 'book'
  | 'log'
  | 'recycle'
  | 'reject'
  | 'assign'
  | 'note';
type Described = {
  keys: string;
  label: string;
  icon: IconName;
  /** Why it cannot be done with this one now; undefined when it can. */
  wall: (handoff: Known) => string | undefined;
  run: (handoff: Known) => void;
};

/** What one does with a lead, each by one key: the same on the board, on its page and on Today. */
export const acts: Record<ActName, Described> = {
  claim: {
    keys: 'q',
    label: 'Claim',
    icon: 'pin',
    wall: ({ may, rep, contact }) =>
      may.claim ? undefined : rep === null ? notYours : `${contact.name} is with ${rep.name} already.`,
    run: (handoff) =>
      void attempt(
        () => claim(handoff),
        `${handoff.contact.name} is yours`,
        [['handoffs']],
        () => giveTo(handoff, null),
      ),
  },
  accept: {
    keys: 'a',
    label: 'Accept',
    icon: 'tick',
    wall: mayWork,
    run: (handoff) => openAct({ act: 'accept', handoff }),
  },
  call: {
    keys: 'c',
    label: 'Call',
    icon: 'phone',
    wall: (handoff) =>
      handoff.contact.phone === null ? `${handoff.contact.name} has no phone number.` : mayWork(handoff),
    run: (handoff) => {
      follow(`tel:${handoff.contact.phone ?? ''}`);
      logged(handoff, 'call');
    },
  },
  write: {
    keys: 'w',
    label: 'Write',
    icon: 'email',
    wall: (handoff) =>
      handoff.contact.email === null ? `${handoff.contact.name} has no e-mail address.` : mayWork(handoff),
    run: (handoff) => {
      follow(`mailto:${handoff.contact.email ?? ''}`);
      logged(handoff, 'write');
    },
  },
  book: {
    keys: 'b',
    label: 'Book',
    icon: 'calendar',
    wall: mayWork,
    run: (handoff) => openAct({ act: 'attempt', handoff, kind: 'meeting', outcome: 'booked' }),
  },
  log: {
    keys: 'l',
    label: 'Log an attempt',
    icon: 'note',
    wall: mayWork,
    run: (handoff) => openAct({ act: 'attempt', handoff, kind: 'call' }),
  },
  recycle: {
    keys: 'r',
    label: 'Recycle',
    icon: 'refresh',
    wall: mayWork,
    run: (handoff) => openAct({ act: 'recycle', handoff }),
  },
  reject: {
    keys: 'x',
    label: 'Reject',
    icon: 'cross',
    wall: mayWork,
    run: (handoff) => openAct({ act: 'reject', handoff }),
  },
  assign: {
    keys: 'm',
    label: 'Assign',
    icon: 'team',
    wall: (handoff) => (handoff.may.assign ? undefined : (closed(handoff) ?? notYours)),
    run: (handoff) => openAct({ act: 'assign', handoff }),
  },
  note: {
    keys: 'n',
    label: 'Field note',
    icon: 'message',
    wall: () => undefined,
    run: ({ id, contact }) => openNote({ person: contact, handoffId: id }),
  },
};

export const actNames = Object.keys(acts) as ActName[];

export function can(name: ActName, handoff: Known): boolean {
  return acts[name].wall(handoff) === undefined;
}

/** All keys are always there, so that `?` shows them; one that does not fit says why. */
export function actKeys(handoff: Known | undefined): KeyMap {
  if (handoff === undefined) return {};
  return Object.fromEntries(
    actNames.map((name) => {
      const { keys, label, wall, run } = acts[name];
      const doIt = () => {
        const why = wall(handoff);
        if (why === undefined) run(handoff);
        else toast(why, { wrong: true });
      };
      return [keys, { label, run: doIt }];
    }),
  );
}

/** Once one has called or written, what came of it is asked for; it is typed while the phone still rings. */
export function logged(handoff: Known, way: 'call' | 'write'): void {
  if (way === 'call') openAct({ act: 'attempt', handoff, kind: 'call' });
  else openAct({ act: 'attempt', handoff, kind: 'email', outcome: 'sent' });
}

const notYours = 'Your role does not reach this lead.';

function mayWork(handoff: Known): string | undefined {
  return handoff.may.work ? undefined : (closed(handoff) ?? waits(handoff) ?? notYours);
}

function closed({ state, contact }: Known): string | undefined {
  if (state === 'ready' || state === 'contacting') return undefined;
  return state === 'returned'
    ? `${contact.name} went back to marketing.`
    : `${contact.name} is accepted already.`;
}

function waits({ rep, may }: Known): string | undefined {
  return rep === null && may.claim ? 'Claim this lead first.' : undefined;
}

function follow(href: string): void {
  const link = document.createElement('a');
  link.href = href;
  link.click();
}
