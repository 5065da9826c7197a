import type { Source } from './source.ts';
import { touchpointId, type NewTouchpoint } from './touchpoint.ts';

type Somebody = {
  users: Set<string>;
  emails: Set<string>;
  email: string | null;
  browsers: Set<string>;
  touchpoints: { id: string; at: Date; channel: string | null; touch: boolean }[];
};

/** For tests: what recording should come to, one message after the other, in plain sets. */
export class NaiveModel {
  source: Source;
  people: Somebody[] = [];
  constructor(source: Source) {
    this.source = source;
  }

  record({ messageId, person, occurredAt, kind, channel }: NewTouchpoint): void {
    const { userId, email, anonymousId } = person;
    if (!userId && !email && !anonymousId) return;
    const byUser = this.people.find(({ users }) => users.has(userId ?? ''));
    const byEmail = this.people.find(({ emails }) => emails.has(email ?? ''));
    const byBrowser = this.people.find(({ browsers }) => browsers.has(anonymousId ?? ''));
    const fits = byBrowser && !(userId && byBrowser.users.size > 0) && !(email && byBrowser.email);
    const found = byUser ?? byEmail ?? (fits ? byBrowser : undefined) ?? this.add();
    if (userId && !byUser) found.users.add(userId);
    if (email && !byEmail) found.emails.add((found.email = email));
    if (anonymousId && byBrowser && byBrowser !== found) this.handOver(anonymousId, byBrowser, found);
    if (anonymousId) found.browsers.add(anonymousId);
    const touchpoint = { at: occurredAt, channel: channel ?? null, touch: kind !== 'identify' };
    found.touchpoints.push({ id: touchpointId(this.source.id, messageId), ...touchpoint });
  }

  /** Who has which messages, and what they add up to. */
  outcome() {
    const all = this.people.map(({ email, touchpoints }) => {
      const touches = touchpoints.filter(({ touch }) => touch);
      const times = touches.map(({ at }) => at).toSorted((a, b) => a.getTime() - b.getTime());
      const on = touches
        .flatMap(({ at, channel }) => (channel ? `${at.toISOString()} ${channel}` : []))
        .toSorted()
        .map((text) => text.split(' ')[1]);
      return {
        messages: touchpoints.map(({ id }) => id).toSorted(),
        email,
        sum:
          touches.length > 0
            ? [touches.length, times[0], times.at(-1), on[0] ?? null, on.at(-1) ?? null]
            : null,
      };
    });
    return all.toSorted((a, b) => ((a.messages[0] ?? '') < (b.messages[0] ?? '') ? -1 : 1));
  }

  private add(): Somebody {
    const somebody: Somebody = {
      users: new Set(),
      emails: new Set(),
      email: null,
      browsers: new Set(),
      touchpoints: [],
    };
    this.people.push(somebody);
    return somebody;
  }

  private handOver(browser: string, from: Somebody, to: Somebody): void {
    if (from.users.size > 0 || from.emails.size > 0) return void from.browsers.delete(browser);
    for (const each of from.browsers) to.browsers.add(each);
    to.touchpoints.push(...from.touchpoints);
    this.people = this.people.filter((each) => each !== from);
  }
}
