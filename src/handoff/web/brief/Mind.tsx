import { useQuery } from '@tanstack/react-query';
import {
  channelWords,
  consentLines,
  consentQuery,
  purposesQuery,
  type ConsentLine,
} from '../../../audience/web/consent/consent.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Part } from './Part.tsx';

/** Which ways to them are open: before one calls or writes. */
export function Mind({ contactId }: { contactId: string }) {
  const purposes = useQuery(purposesQuery).data?.items;
  const consent = useQuery(consentQuery(contactId)).data;
  if (purposes === undefined || consent === undefined) return null;
  const lines = consentLines(purposes, consent.states).filter(({ state }) => state !== undefined);
  return (
    <Part title="Mind">
      {lines.length === 0 ? (
        <p className="muted">Nobody has asked for consent yet.</p>
      ) : (
        <ul className="brief-minds">
          {lines.map((line) => (
            <Line key={`${line.purpose.key} ${line.channel}`} line={line} />
          ))}
        </ul>
      )}
    </Part>
  );
}

function Line({ line: { purpose, channel, state } }: { line: ConsentLine }) {
  const given = state?.state === 'given';
  return (
    <li className={given ? undefined : 'negative'}>
      <Icon name={given ? 'tick' : 'cross'} size={14} />
      <span>
        {channelWords[channel]}: {given ? 'yes' : 'no'}
        <span className="muted">, {purpose.label}</span>
      </span>
    </li>
  );
}
