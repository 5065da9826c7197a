import { useTimeZone } from '../../../web/session.ts';
import { clockTime } from '../../../web/time.ts';
import type { Touchpoint } from '../touchpoints.ts';
import { channelWord, pathOf } from '../words.ts';
import type { Entry, Sitting } from './sittings.ts';

/** What is told in the line already. */
const told = new Set(['note', 'outcome', 'minutes', 'expense', 'title', 'text', 'form', 'dealId', 'worth']);

/** Everything that came with a touch, for those who ask. */
export function TouchMore({ touch, sitting }: Entry) {
  if (sitting !== undefined) return <Pages sitting={sitting} />;
  const facts = factsOf(touch);
  if (facts.length === 0) return null;
  return (
    <details className="touch-more">
      <summary>Details</summary>
      <dl>
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Pages({ sitting: { touches, pages } }: { sitting: Sitting }) {
  const timeZone = useTimeZone();
  return (
    <details className="touch-more">
      <summary>{pages > 1 ? 'Every page' : 'Details'}</summary>
      <ol>
        {touches.toReversed().map(({ id, occurredAt, kind, name, channel, properties }) => (
          <li key={id}>
            <span className="num faint">{clockTime(new Date(occurredAt), timeZone)}</span>
            <span>
              {kind === 'page_read' && <span className="muted">Read </span>}
              {name !== null && kind !== 'page_read' ? name : (pathOf(properties['url']) ?? 'A page')}
              {kind === 'page_read' && typeof properties['seconds'] === 'number' && (
                <span className="muted">, {properties['seconds']} s</span>
              )}
              {channel !== null && <span className="muted"> · {channelWord(channel)}</span>}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function factsOf({ properties, source, originId, kind }: Touchpoint): [label: string, value: string][] {
  const own = Object.entries(properties)
    .filter(([name]) => !told.has(name))
    .map(([name, value]): [string, string] => [labelOf(name), valueOf(value)]);
  if (own.length === 0 && originId === null && kind !== 'event') return [];
  return [
    ...own,
    ['Source', source.name],
    ...(originId === null ? [] : [['Came as', 'an unknown visitor'] as [string, string]]),
  ];
}

/** 'utm_source' → 'Utm source', 'cartValue' → 'Cart value' */
function labelOf(name: string): string {
  const words = name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function valueOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
