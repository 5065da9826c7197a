import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { useMay } from '../../../web/session.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/toast.ts';
import { consequencesQuery, reopen, settle, type Consequence } from './agreements.ts';
import { monthWords } from './words.ts';

/** What follows from what was missed: a person settles each. */
export function Consequences() {
  const open = useQuery(consequencesQuery('no')).data?.items ?? [];
  const settled = useQuery(consequencesQuery('yes')).data?.items ?? [];
  const [asked, setAsked] = useState<Consequence>();
  if (open.length + settled.length === 0) return null;
  return (
    <Card title="To settle">
      {open.length === 0 && <p className="muted">Everything is settled.</p>}
      <ul className="miss">
        {open.map((each) => (
          <One key={each.id} consequence={each} onSettle={() => setAsked(each)} />
        ))}
        {settled.map((each) => (
          <One key={each.id} consequence={each} />
        ))}
      </ul>
      {asked !== undefined && <SettleDialog consequence={asked} onClose={() => setAsked(undefined)} />}
    </Card>
  );
}

function One({ consequence, onSettle }: { consequence: Consequence; onSettle?: () => void }) {
  const { words, promise, month, contact, handoffId, settled } = consequence;
  const may = useMay('agreements.edit');
  return (
    <li>
      <span className={`dot ${promise.side}`} />
      <div className="row wrap">
        <div className="grow">
          <span className={settled === null ? 'strong' : 'muted'}>{words}</span>
          <div className="small muted">
            {promise.name},{' '}
            {handoffId === null ? (
              monthWords(month)
            ) : contact === null ? (
              'a lead of another team'
            ) : (
              <Link to="/handoff/$id" params={{ id: handoffId }}>
                {contact.name}
              </Link>
            )}
            {settled !== null && (
              <>
                . Settled{settled.by !== null && ` by ${settled.by.name}`} <RelativeTime at={settled.at} />
                {settled.words !== null && `: ${settled.words}`}
              </>
            )}
          </div>
        </div>
        {may && onSettle !== undefined && (
          <Button small onClick={onSettle} aria-label={`Settle: ${words}, ${promise.name}`}>
            Settle
          </Button>
        )}
      </div>
    </li>
  );
}

function SettleDialog({ consequence, onClose }: { consequence: Consequence; onClose: () => void }) {
  const form = useForm({
    initial: { words: '' },
    submit: async ({ words }) => {
      await settle(consequence.id, words.trim() || null);
      onClose();
      toast('Settled.', { undo: () => reopen(consequence.id) });
    },
  });
  return (
    <FormDialog title={`Settle: ${consequence.words}`} form={form} submit="Settle" onClose={onClose}>
      <Field label="What was done about it" optional error={form.error('words')}>
        <TextArea {...form.field('words')} rows={3} />
      </Field>
    </FormDialog>
  );
}
