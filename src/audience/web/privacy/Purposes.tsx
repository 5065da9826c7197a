import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../web/api.ts';
import { queryClient } from '../../../web/query.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { Loaded } from '../../../workspace/web/parts/Loaded.tsx';
import { channelWords, purposesQuery, type Purpose } from '../consent/consent.ts';
import { attempt } from '../contacts.ts';
import { PurposeDialog } from './PurposeDialog.tsx';

export function Purposes() {
  const query = useQuery(purposesQuery);
  const [editing, setEditing] = useState<Purpose | 'new'>();
  return (
    <>
      <Loaded query={query}>
        {({ items }) => (
          <ul className="lines">
            {items.map((purpose) => (
              <Line key={purpose.key} purpose={purpose} edit={() => setEditing(purpose)} />
            ))}
          </ul>
        )}
      </Loaded>
      <div>
        <Button icon="plus" onClick={() => setEditing('new')}>
          New purpose
        </Button>
      </div>
      {editing !== undefined && (
        <PurposeDialog
          purpose={editing === 'new' ? undefined : editing}
          onClose={() => setEditing(undefined)}
        />
      )}
    </>
  );
}

function Line({ purpose, edit }: { purpose: Purpose; edit: () => void }) {
  const archived = purpose.archivedAt !== null;
  const archive = (value: boolean) => async () => {
    await api.patch(`/api/consent-purposes/${purpose.key}`, { archived: value });
    await queryClient.invalidateQueries(purposesQuery);
  };
  const said = archived
    ? `${purpose.label} is asked for again`
    : `Nobody is asked for ${purpose.label} any more`;
  return (
    <li>
      <Icon name="consent" />
      <span className="about">
        <span className="row wrap">
          <span className="strong">{purpose.label}</span>
          {purpose.channels.map((channel) => (
            <Tag key={channel}>{channelWords[channel]}</Tag>
          ))}
          {archived && <Tag tone="outline">Not asked any more</Tag>}
        </span>
        <span className="small muted">{purpose.wording}</span>
      </span>
      <span className="acts">
        <Button small ghost onClick={edit}>
          Edit
        </Button>
        <Button
          small
          ghost
          onClick={() => void attempt(archive(!archived), said, { undo: archive(archived) })}
        >
          {archived ? 'Ask again' : 'Stop asking'}
        </Button>
      </span>
    </li>
  );
}
