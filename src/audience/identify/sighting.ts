import { normaliseEmail } from '../contact.ts';

/** What a touchpoint says about who it was. Ids count within their id space: two shops may both have a user 42. */
export type Sighting = {
  /** Somebody already known by record, such as the contact a call was logged on. */
  contactId?: string;
  idSpace?: string;
  userId?: string;
  anonymousId?: string;
  /** The user's id until now, where a program renames its users. */
  previousId?: string;
  email?: string;
  /** Whose personal link was opened: theirs, unless the message or the browser says that it is somebody else. */
  linkedTo?: string;
  /** False for what anybody may send who has read a web page's source: it may add to a person, not change them. */
  trusted?: boolean;
  traits?: Traits;
};

/** What the touchpoint tells about the person; it fills what is not known, and overwrites nothing. */
export type Traits = {
  givenName?: string;
  familyName?: string;
  phone?: string;
  jobTitle?: string;
  companyName?: string;
  city?: string;
  country?: string;
  language?: string;
};

export type IdentityKind = 'email' | 'user' | 'anonymous';
/** Kind and value in one text, to be found in a map. */
export type Key = `${IdentityKind} ${string}`;
export type Keys = { [Kind in IdentityKind | 'previous']?: Key };

/** What this sighting can be recognised by. Placeholders that programs send for nobody are nobody. */
export function keysOf(sighting: Sighting): Keys {
  const { idSpace = 'main', userId, anonymousId, previousId } = sighting;
  const email = sighting.email ? normaliseEmail(sighting.email) : null;
  const keys: Keys = {};
  if (email) keys.email = `email ${email}`;
  if (isSomebodys(userId)) keys.user = `user ${idSpace}:${userId}`;
  if (isSomebodys(anonymousId)) keys.anonymous = `anonymous ${idSpace}:${anonymousId}`;
  if (isSomebodys(previousId)) keys.previous = `user ${idSpace}:${previousId}`;
  return keys;
}

export function kindOf(key: Key): string {
  return key.slice(0, key.indexOf(' '));
}

export function valueOf(key: Key): string {
  return key.slice(key.indexOf(' ') + 1);
}

/** Of a user id's value. */
export function spaceOf(value: string): string {
  return value.slice(0, value.indexOf(':'));
}

const LONGEST_ID = 200;
/** One of these given to a thousand people would make them one person. */
const NOBODY =
  /^(0|-1|null|nil|none|undefined|nan|true|false|anonymous|anon|guest|user|visitor|unknown|n\/a|test|id|email|not_authenticated|\[object object\]|[0-]+)$/i;

function isSomebodys(id: string | undefined): id is string {
  return id !== undefined && id.trim() !== '' && id.length <= LONGEST_ID && !NOBODY.test(id.trim());
}
