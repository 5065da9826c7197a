import './consent.css';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Block } from '../../../web/record/Block.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { later } from '../../../web/ui/later.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import type { Contact } from '../contacts.ts';
import {
  channelWords,
  consentLines,
  consentQuery,
  purposesQuery,
  stateWords,
  type ConsentLine,
} from './consent.ts';

const ConsentDialog = later(async () => (await import('./ConsentDialog.tsx')).ConsentDialog);

/** May we write, call, send? One line for each way of asking, with the last answer. */
export function ConsentBlock({ contact, may }: { contact: Contact; may: boolean }) {
  const purposes = useQuery(purposesQuery).data?.items;
  const consent = useQuery(consentQuery(contact.id)).data;
  const [open, setOpen] = useState(false);
  if (purposes === undefined || consent === undefined) return null;
  const lines = consentLines(purposes, consent.states);
  const answered = lines.filter(({ state }) => state !== undefined);
  return (
    <Block
      title="Consent"
      end={
        <Button small ghost onClick={() => setOpen(true)}>
          {may ? 'Record' : 'Show all'}
        </Button>
      }
    >
      {answered.length === 0 ? (
        <p className="muted">Nothing was asked yet.</p>
      ) : (
        <ul className="consents">
          {answered.map((line) => (
            <Line key={`${line.purpose.key} ${line.channel}`} line={line} />
          ))}
        </ul>
      )}
      {open && (
        <ConsentDialog
          contact={contact}
          lines={lines}
          answers={consent.answers}
          may={may}
          onClose={() => setOpen(false)}
        />
      )}
    </Block>
  );
}

function Line({ line: { purpose, channel, state } }: { line: ConsentLine }) {
  if (state === undefined) return null;
  const yes = state.state === 'given';
  return (
    <li>
      <Icon name={yes ? 'tick' : 'cross'} size={14} className={state.state} />
      <span className="grow">
        {purpose.label}
        <span className="muted"> by {channelWords[channel].toLowerCase()}</span>
      </span>
      <span className="small muted">
        {stateWords[state.state]}, <RelativeTime at={state.since} />
      </span>
    </li>
  );
}
