import { useState } from 'react';
import { Card } from '../../../web/ui/Card.tsx';
import { InlineEdit } from '../../../web/ui/InlineEdit.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Switch } from '../../../web/ui/Switch.tsx';
import { TeamDot } from '../../../web/ui/TeamDot.tsx';
import { Temperature } from '../../../web/ui/Temperature.tsx';
import { Problem } from '../../../web/problem.ts';
import { putRouting, saveRouting, type ShownRouting } from './routing.ts';

type Props = { routing: ShownRouting; may: boolean };

/** Which team owns whom, and what holds for every rule. */
export function Terms({ routing, may }: Props) {
  const { sticky, workingFirst } = routing;
  const [busy, setBusy] = useState(false);
  const save = async (change: Parameters<typeof saveRouting>[1], done: string) => {
    setBusy(true);
    await saveRouting(routing, change, done);
    setBusy(false);
  };
  return (
    <Card title="Whose lead it is">
      <ul className="routing-owners">
        <li>
          <Temperature value="cold" />
          <span>stays with</span>
          <TeamDot team="marketing" />
        </li>
        <Warm routing={routing} may={may} save={save} />
        <li>
          <Temperature value="hot" />
          <span>is handed to</span>
          <TeamDot team="sales" />
        </li>
      </ul>
      <div className="stack loose routing-terms">
        <Switch
          checked={sticky}
          disabled={!may || busy}
          label="Whoever owns the contact or its company gets it"
          hint="If they sell and are there. Asked before all rules."
          onChange={(next) =>
            void save(
              { sticky: next },
              next ? 'Known owners come first' : 'Known owners do not come first any more',
            )
          }
        />
        <Switch
          checked={workingFirst}
          disabled={!may || busy}
          label="Prefer who works now"
          hint="Outside of working hours: whoever works soonest."
          onChange={(next) =>
            void save(
              { workingFirst: next },
              next ? 'Who works now is preferred' : 'Working hours do not matter any more',
            )
          }
        />
        <Capacity routing={routing} may={may} />
      </div>
    </Card>
  );
}

function Capacity({ routing, may }: Props) {
  const save = async (text: string) => {
    const capacity = Number(text);
    if (!Number.isInteger(capacity) || capacity < 1 || capacity > 1_000)
      throw new Problem({ status: 422, detail: 'Enter a number from 1 to 1,000.' });
    await putRouting(routing, { capacity });
  };
  return (
    <div className="capacity">
      <span>Open hand-offs a rep can have</span>
      <InlineEdit
        label="Open hand-offs a rep can have"
        value={String(routing.capacity)}
        may={may}
        save={save}
      />
    </div>
  );
}

type WarmProps = Props & { save: (change: Parameters<typeof saveRouting>[1], done: string) => Promise<void> };

function Warm({ routing: { owners }, may, save }: WarmProps) {
  const choose = (warm: 'marketing' | 'sales') =>
    warm !== owners.warm &&
    void save(
      { owners: { ...owners, warm } },
      warm === 'sales' ? 'Warm leads go to sales, too' : 'Warm leads stay with marketing',
    );
  return (
    <li>
      <Temperature value="warm" />
      <span>{owners.warm === 'sales' ? 'is handed to' : 'stays with'}</span>
      {may ? (
        <Segmented
          label="Warm leads"
          value={owners.warm}
          onChange={choose}
          choices={[
            { value: 'marketing', label: 'Marketing' },
            { value: 'sales', label: 'Sales' },
          ]}
        />
      ) : (
        <TeamDot team={owners.warm} />
      )}
    </li>
  );
}
