import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm, type Form } from '../../../web/forms/use-form.ts';
import { queryClient } from '../../../web/query.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { HowToSend } from './HowToSend.tsx';
import { sourceQuery, sourcesQuery, type MadeSource, type NewSource } from './sources.ts';
import { SourceStateDot } from './SourceStateDot.tsx';

type Values = { kind: NewSource['kind']; name: string; idSpace: string };

const kinds: { value: Values['kind']; label: string; hint: string }[] = [
  {
    value: 'web',
    label: 'Our web site',
    hint: 'One line in your pages; no cookies until the visitor agrees.',
  },
  {
    value: 'segment',
    label: 'A library or tool that speaks Segment’s protocol',
    hint: 'Any of Segment’s SDKs works unchanged: change its host and its write key.',
  },
  { value: 'api', label: 'A program of ours', hint: 'A till, a shop, a script: it posts what happened.' },
];

export function NewSourceDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<MadeSource>();
  return made === undefined ? (
    <Ask onClose={onClose} onMade={setMade} />
  ) : (
    <KeyOnce source={made} onClose={onClose} />
  );
}

function Ask({ onClose, onMade }: { onClose: () => void; onMade: (source: MadeSource) => void }) {
  const form = useForm<Values>({
    initial: { kind: 'web', name: '', idSpace: 'main' },
    check: ({ name }) => (name.trim() === '' ? { name: 'Enter a name, such as Our shop.' } : {}),
    submit: async (values) => {
      onMade(await api.post<MadeSource>('/api/sources', values));
      await queryClient.invalidateQueries({ queryKey: sourcesQuery.queryKey });
    },
  });
  return (
    <FormDialog title="New source" form={form} submit="Create source" onClose={onClose}>
      <Field label="Name" error={form.error('name')}>
        <TextInput {...form.field('name')} placeholder="Our shop" maxLength={100} />
      </Field>
      <KindChoice form={form} />
      <Field
        label="Id space"
        error={form.error('idSpace')}
        hint="Two sources of one id space mean the same person by the same user id."
      >
        <TextInput {...form.field('idSpace')} spellCheck={false} />
      </Field>
    </FormDialog>
  );
}

function KindChoice({ form }: { form: Form<Values> }) {
  const name = useId();
  return (
    <fieldset className="stack">
      <legend className="label">What sends</legend>
      {kinds.map(({ value, label, hint }) => (
        <label key={value} className="tick-line">
          <input
            type="radio"
            className="check radio"
            name={name}
            checked={form.values.kind === value}
            onChange={() => form.set('kind', value)}
          />
          <span>
            {label}
            <span className="hint">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

/** The only time anybody sees the key; below, whether it works. */
function KeyOnce({ source, onClose }: { source: MadeSource; onClose: () => void }) {
  const navigate = useNavigate();
  const { data = source } = useQuery(sourceQuery(source.id));
  const done = () => {
    onClose();
    void navigate({ to: `/settings/sources/${source.id}` });
  };
  return (
    <Dialog title={`${source.name} is ready`} onClose={onClose} wide>
      <div className="stack loose">
        <p>
          Copy this now: the key is shown once and kept nowhere. If it gets lost, revoke it and make another
          source.
        </p>
        <HowToSend kind={source.kind} writeKey={source.writeKey} />
        <div className="source-waiting">
          <SourceStateDot source={data} />
          <span className="small muted">
            {data.lastSeenAt === null
              ? 'Open a page with the snippet, or send an event: it is told here at once.'
              : `${data.seen} seen, ${data.stored} stored.`}
          </span>
        </div>
        <div className="dialog-foot">
          <Button primary onClick={done}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
