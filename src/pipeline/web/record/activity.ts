import type { Activity, NameOf, Told } from '../../../audience/web/record/activity.ts';
import type { Change } from '../../../web/record/AuditTrail.tsx';
import { exact } from '../../../web/time.ts';
import { fieldWords, lostWords, type LostReason } from '../words.ts';
import { amountWords, dealWords } from './deal-words.ts';

type Known = { nameOf: NameOf; currency: string | null; timeZone: string };

/** What happened as a sentence goes on after the name of who did it: 'won this deal'. */
export function tellOfDeal(activity: Activity, known: Known): Told {
  const { name, payload } = activity;
  const changes = changesOf(activity, known);
  const plain = (did: string, icon: Told['icon']): Told => ({ did, icon, changes: [] });
  switch (name) {
    case 'deal.opened':
      return plain(
        typeof payload['handoffId'] === 'string'
          ? 'accepted the lead and opened this deal'
          : 'opened this deal',
        'plus',
      );
    case 'deal.assigned': {
      const to = payload['to'];
      const owner = typeof to === 'string' ? (known.nameOf(to) ?? 'a former colleague') : undefined;
      return plain(
        owner === undefined ? 'left this deal to nobody' : `gave this deal to ${owner}`,
        'contact',
      );
    }
    case 'deal.won':
      return plain('won this deal', 'tick');
    case 'deal.lost': {
      const words = activity.changes['lostWords']?.to;
      const reason = lostWords[payload['reason'] as LostReason] ?? 'no reason given';
      const said = typeof words === 'string' ? `: “${words}”` : '';
      return plain(
        `closed this deal as lost, ${reason.charAt(0).toLowerCase()}${reason.slice(1)}${said}`,
        'cross',
      );
    }
    case 'deal.reopened':
      return plain('opened this deal again', 'undo');
    case 'deal.deleted':
      return plain('deleted this deal', 'bin');
    case 'deal.restored':
      return plain('brought this deal back', 'undo');
    default:
      return { did: editWords(changes), icon: 'edit', changes };
  }
}

function editWords(changes: Change[]): string {
  if (changes.length === 0) return 'changed this deal';
  if (changes.length > 3) return `changed ${changes.length} facts`;
  const names = changes.map(({ field }) => `the ${field.toLowerCase()}`);
  return `changed ${names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`;
}

/** In the order of a deal; of an amount the currency is part. */
function changesOf({ changes }: Activity, known: Known): Change[] {
  return Object.keys(fieldWords)
    .filter((field) => changes[field] !== undefined)
    .filter((field) => field !== 'currency' || changes['amount'] === undefined)
    .map((field) => ({
      field: fieldWords[field] ?? field,
      from: valueOf(field, 'from', changes, known),
      to: valueOf(field, 'to', changes, known),
    }));
}

function valueOf(field: string, side: 'from' | 'to', changes: Activity['changes'], known: Known): string {
  const value = changes[field]?.[side];
  if (value === null || value === undefined) return '';
  if (field === 'amount') return amountWords(value, changes['currency']?.[side] ?? known.currency);
  if (field === 'expectedCloseOn') return dayWords(textOf(value));
  if (field === 'closedAt') return exact(new Date(textOf(value)), known.timeZone);
  if (field === 'contactId') return 'another contact';
  if (field === 'companyId') return 'another company';
  return dealWords.value(field, value, known.nameOf) ?? textOf(value);
}

/** '18 December 2026': a calendar day has no zone. */
function dayWords(day: string): string {
  const at = new Date(`${day}T12:00:00Z`);
  return at.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
