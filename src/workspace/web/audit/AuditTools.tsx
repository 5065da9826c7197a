import { useQuery } from '@tanstack/react-query';
import { ListSearchBox } from '../../../web/list/ListSearchBox.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { peopleQuery } from '../people/people.ts';
import type { AuditSearch } from './search.ts';

const kinds = [
  { value: 'contact', label: 'Contacts' },
  { value: 'person', label: 'People and sign-ins' },
  { value: 'invitation', label: 'Invitations' },
  { value: 'team', label: 'Teams' },
  { value: 'holiday', label: 'Holidays' },
  { value: 'key', label: 'API keys' },
  { value: 'workspace', label: 'Workspace' },
  { value: 'view', label: 'Saved views' },
  { value: 'operation', label: 'Imports and other long work' },
  { value: 'job', label: 'Jobs' },
];

type Props = {
  search: AuditSearch;
  change: (part: { [Name in keyof AuditSearch]: string }) => void;
  clear: () => void;
};

export function AuditTools({ search, change, clear }: Props) {
  const people = useQuery(peopleQuery).data?.items ?? [];
  return (
    <div className="audit-tools">
      <ListSearchBox many="changes" value={search.q ?? ''} onChange={(q) => change({ q })} />
      <Select
        aria-label="Who"
        value={search.actor ?? ''}
        placeholder="Anybody"
        choices={people.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(actor) => change({ actor })}
      />
      <Select
        aria-label="Kind of record"
        value={search.kind ?? ''}
        placeholder="Anything"
        choices={kinds}
        onChange={(kind) => change({ kind })}
      />
      <span className="audit-dates">
        <TextInput
          small
          type="date"
          aria-label="From"
          value={search.from ?? ''}
          max={search.to}
          onChange={(from) => change({ from })}
        />
        <span className="muted">to</span>
        <TextInput
          small
          type="date"
          aria-label="To"
          value={search.to ?? ''}
          min={search.from}
          onChange={(to) => change({ to })}
        />
      </span>
      {Object.keys(search).length > 0 && (
        <Button small ghost onClick={clear}>
          Clear
        </Button>
      )}
    </div>
  );
}
