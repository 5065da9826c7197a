import { counted } from '../../../../web/numbers.ts';
import type { Change } from '../../../../web/record/AuditTrail.tsx';
import { knownProperty, PROPERTY_FIELD } from '../../properties/properties.ts';
import { showValue } from '../../properties/words.ts';
import { backWords, isUndone, named, type Activity, type NameOf, type Told } from '../../record/activity.ts';
import { companyWords, rolesInWords, showCompanyValue } from '../words.ts';

/** What happened as a sentence goes on after the name of who did it: 'changed the city'. */
export function tellOfCompany(activity: Activity, nameOf: NameOf): Told {
  const story = stories[activity.name]?.(activity, nameOf);
  return { changes: [], icon: 'info', did: `${plainVerb(activity.name)} this company`, ...story };
}

type Story = (activity: Activity, nameOf: NameOf) => Partial<Told>;

const stories: Record<string, Story> = {
  'company.created': (activity, nameOf) => {
    const changes = changesOf(activity, nameOf).map(({ field, to }) => ({ field, to }));
    return {
      did:
        activity.payload['importId'] === undefined
          ? 'added this company'
          : 'brought this company in with a file',
      changes,
      // They stand among the facts; here only what somebody looks for who wonders how it began.
      folded: `with ${counted(changes.length, 'fact', 'facts')}`,
      icon: 'plus',
    };
  },
  'company.updated': (activity, nameOf) => {
    const changes = changesOf(activity, nameOf);
    if (isUndone(activity)) return { did: backWords(changes), changes, icon: 'undo' };
    const by = activity.payload['importId'] === undefined ? '' : ' with a file';
    return { did: `${updateWords(activity)}${by}`, changes, icon: 'edit' };
  },
  'company.assigned': ({ payload }, nameOf) => {
    const to = payload['to'];
    const name = typeof to === 'string' ? (nameOf(to) ?? 'a former colleague') : undefined;
    return {
      did: name === undefined ? 'left this company to nobody' : `gave this company to ${name}`,
      icon: 'contact',
    };
  },
  'company.roles-changed': ({ payload }, nameOf) => {
    const { contactId, roles } = payload;
    const name = (typeof contactId === 'string' ? nameOf(contactId) : undefined) ?? 'somebody';
    const words = Array.isArray(roles) ? rolesInWords(roles.map(String)) : '';
    return {
      did: words === '' ? `took the roles of ${name} away` : `named ${name} as ${words}`,
      icon: 'team',
    };
  },
  'company.merged': (activity, nameOf) => ({
    did:
      activity.payload['into'] === undefined
        ? `merged ${named(activity.payload['from'])} into this company`
        : `merged this company into ${named(activity.payload['into'])}`,
    changes: changesOf(activity, nameOf),
    icon: 'merge',
  }),
  'company.unmerged': (activity, nameOf) => ({
    did:
      activity.payload['into'] === undefined
        ? `took the merge with ${named(activity.payload['from'])} back`
        : `made this a company of its own again, apart from ${named(activity.payload['into'])}`,
    changes: changesOf(activity, nameOf),
    icon: 'undo',
  }),
  'company.deleted': ({ payload }) =>
    payload['importId'] === undefined
      ? { did: 'deleted this company', icon: 'bin' }
      : { did: 'took the import back that had brought this company in', icon: 'undo' },
  'company.restored': () => ({ did: 'brought this company back', icon: 'undo' }),
};

function changesOf({ changes }: Activity, nameOf: NameOf): Change[] {
  return fieldsOf(changes).map((field) => ({
    field: wordOf(field),
    from: valueOf(field, changes[field]?.from, nameOf),
    to: valueOf(field, changes[field]?.to, nameOf),
  }));
}

const order = Object.keys(companyWords);

/** In the order of a company. The number as written and as dialled change together; people read the written one. */
function fieldsOf(changes: Activity['changes']): string[] {
  return Object.keys(changes)
    .filter((field) => field !== 'phone' || changes['phoneOriginal'] === undefined)
    .filter((field) => !isEmpty(changes[field]?.from) || !isEmpty(changes[field]?.to))
    .toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
}

function wordOf(field: string): string {
  return companyWords[field] ?? knownProperty('company', field)?.label ?? field.replace(PROPERTY_FIELD, '');
}

function valueOf(field: string, value: unknown, nameOf: NameOf): string {
  const property = knownProperty('company', field);
  if (property !== undefined) return showValue(property, value as Parameters<typeof showValue>[1], nameOf);
  if (field === 'ownerId' && typeof value === 'string') return nameOf(value) ?? 'a former colleague';
  if (field === 'parentId' && typeof value === 'string') return 'another company';
  return showCompanyValue(field, value);
}

function updateWords({ changes }: Activity): string {
  const fields = fieldsOf(changes);
  if (fields.length > 3) return `changed ${fields.length} facts`;
  const names = fields.map((field) => `the ${wordOf(field).toLowerCase()}`);
  const listed = names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  if (fields.every((field) => isEmpty(changes[field]?.from))) return `added ${listed}`;
  return `${fields.every((field) => isEmpty(changes[field]?.to)) ? 'removed' : 'changed'} ${listed}`;
}

function plainVerb(name: string): string {
  return name.slice(name.indexOf('.') + 1).replaceAll('-', ' ');
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
  );
}
