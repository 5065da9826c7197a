import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { FormDialog } from '../../../web/forms/FormDialog.tsx';
import { useForm } from '../../../web/forms/use-form.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { CopyButton } from '../../../workspace/web/parts/Copyable.tsx';
import type { Wire } from '../../../workspace/web/parts/wire.ts';
import type * as contract from '../../contract.ts';
import { closeLink } from './open-link.ts';

type Link = Wire<contract.PersonalLink>;
type Person = { id: string; name: string };

const spans = [
  { value: '7', label: 'a week' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'a year' },
];

/** The page the last link was made for: the next person is mostly sent to the same one. */
let lastPage = '';

export function LinkDialog({ person }: { person: Person }) {
  const [link, setLink] = useState<Link>();
  return link === undefined ? <Ask person={person} onMade={setLink} /> : <Made person={person} link={link} />;
}

function Ask({ person: { id, name }, onMade }: { person: Person; onMade: (link: Link) => void }) {
  const form = useForm({
    initial: { url: lastPage, days: '90' },
    check: ({ url }) => (url.trim() === '' ? { url: 'Enter the address of a page of your web site.' } : {}),
    submit: async ({ url, days }) => {
      onMade(
        await api.post<Link>(`/api/contacts/${id}/links`, {
          url: url.trim(),
          days: Number.parseInt(days, 10),
        }),
      );
      lastPage = url.trim();
    },
  });
  return (
    <FormDialog title={`Personal link for ${name}`} form={form} submit="Make link" onClose={closeLink}>
      <Field
        label="Page of your web site"
        error={form.error('url')}
        hint="One with the tracking snippet. Whoever opens the link there counts as this person."
      >
        <TextInput
          {...form.field('url')}
          type="url"
          inputMode="url"
          placeholder="https://www.example.com/pricing"
          spellCheck={false}
        />
      </Field>
      <Field label="Counts for" error={form.error('days')}>
        <Select {...form.field('days')} choices={spans} />
      </Field>
    </FormDialog>
  );
}

function Made({ person: { name }, link: { url, expiresAt } }: { person: Person; link: Link }) {
  return (
    <Dialog title={`Personal link for ${name}`} onClose={closeLink}>
      <div className="stack loose">
        <Field
          label="Link"
          hint={
            <>
              Give it to {name} only: passed on, it makes a visitor nobody knows into them. Counts until{' '}
              <RelativeTime at={expiresAt} />.
            </>
          }
        >
          <TextInput
            value={url}
            onChange={() => undefined}
            readOnly
            onFocus={(event) => event.target.select()}
          />
        </Field>
        <div className="dialog-foot">
          <Button ghost onClick={closeLink}>
            Close
          </Button>
          <CopyButton text={url} label="Link" small={false} />
        </div>
      </div>
    </Dialog>
  );
}
