import './sample.css';
import { useState } from 'react';
import { count } from '../../web/numbers.ts';
import { asProblem } from '../../web/problem.ts';
import { Button } from '../../web/ui/Button.tsx';
import { ButtonLink } from '../../web/ui/ButtonLink.tsx';
import { Checkbox } from '../../web/ui/Checkbox.tsx';
import { ConfirmDialog } from '../../web/ui/ConfirmDialog.tsx';
import { Facts } from '../../web/ui/Facts.tsx';
import { Field } from '../../web/ui/Field.tsx';
import { FormError } from '../../web/ui/FormError.tsx';
import { Page } from '../../web/ui/Page.tsx';
import { Progress } from '../../web/ui/Progress.tsx';
import { RelativeTime } from '../../web/ui/RelativeTime.tsx';
import { Select } from '../../web/ui/Select.tsx';
import { Skeleton } from '../../web/ui/Skeleton.tsx';
import { useLoadSample, useProgress, useRemoveSample, useSample } from './sample.ts';

type Sample = NonNullable<ReturnType<typeof useSample>['data']>;

export function SamplePage() {
  const { data, error } = useSample();
  return (
    <Page
      title="Sample company"
      crumbs={[{ label: 'Settings', to: '/settings' }]}
      lede="Hallow & Reed, a maker of hair care that never was: to look around in, to learn with, to try things on."
    >
      <div className="sample-page">
        {error !== null && <FormError problem={asProblem(error)} />}
        {data === undefined ? error === null && <Skeleton lines={6} /> : <Stage sample={data} />}
      </div>
    </Page>
  );
}

function Stage({ sample }: { sample: Sample }) {
  switch (sample.state) {
    case 'absent':
      return <Absent others={sample.others} />;
    case 'loading':
    case 'removing':
      return <Moving sample={sample} />;
    default:
      return <Here sample={sample} />;
  }
}

const sizes = [
  { value: '2000', label: '2,000 people, a few seconds' },
  { value: '20000', label: '20,000 people, less than a minute' },
  { value: '100000', label: '100,000 people, some minutes' },
];

function Absent({ others }: { others: boolean }) {
  const load = useLoadSample();
  const [contacts, setContacts] = useState('2000');
  const [beside, setBeside] = useState(false);
  return (
    <>
      <p>
        Shoppers, chains and salons in eight countries, two years of touches on every channel, some people
        twice and some half known, as in life. All addresses end in .example and no telephone rings.
      </p>
      <FormError problem={load.error === null ? undefined : asProblem(load.error)} />
      <div className="narrow">
        <Field label="Size">
          <Select value={contacts} onChange={setContacts} choices={sizes} />
        </Field>
      </div>
      {others && (
        <Checkbox
          checked={beside}
          onChange={setBeside}
          label="Load it beside the contacts that are here already"
          hint="Made-up people would stand among yours until you remove them."
        />
      )}
      <div>
        <Button
          primary
          busy={load.isPending}
          disabled={others && !beside}
          onClick={() => load.mutate({ contacts: Number(contacts), besideOthers: beside })}
        >
          Load the sample company
        </Button>
      </div>
    </>
  );
}

function Moving({ sample }: { sample: Sample }) {
  const operation = useProgress(sample.operationId);
  const share = operation?.total ? operation.done / operation.total : undefined;
  const coming = sample.state === 'loading';
  return (
    <>
      <h2>{coming ? 'It is moving in' : 'It is moving out'}</h2>
      <Progress label={coming ? 'Loading the sample company' : 'Removing the sample company'} value={share} />
      <p className="muted num" role="status">
        {operation === undefined
          ? 'Begins'
          : `${count(operation.done)} of ${count(operation.total ?? 0)} people`}
      </p>
    </>
  );
}

function Here({ sample }: { sample: Sample }) {
  const { state, contacts, touchpoints, wanted, seed, from, to } = sample;
  const load = useLoadSample();
  const [asking, setAsking] = useState(false);
  const stopped = state === 'stopped';
  return (
    <>
      {stopped && <p>It was stopped on the way. Go on where it stopped, or take it away.</p>}
      <Facts
        facts={[
          {
            label: 'People',
            value: stopped ? `${count(contacts)} of ${count(wanted ?? 0)}` : count(contacts),
          },
          { label: 'Touchpoints', value: count(touchpoints) },
          from !== null && to !== null && { label: 'History ends', value: <RelativeTime at={to} /> },
          { label: 'Seed', value: String(seed) },
        ]}
      />
      <FormError problem={load.error === null ? undefined : asProblem(load.error)} />
      <div className="row wrap">
        {stopped && (
          <Button primary busy={load.isPending} onClick={() => load.mutate({ besideOthers: true })}>
            Go on loading
          </Button>
        )}
        {!stopped && (
          <ButtonLink primary to="/contacts">
            See its people
          </ButtonLink>
        )}
        <Button onClick={() => setAsking(true)}>Remove the sample company</Button>
      </div>
      {asking && <Removal sample={sample} onClose={() => setAsking(false)} />}
    </>
  );
}

function Removal({ sample: { contacts, touchpoints }, onClose }: { sample: Sample; onClose: () => void }) {
  const remove = useRemoveSample();
  return (
    <ConfirmDialog
      title="Remove the sample company?"
      confirm="Remove it"
      onConfirm={() => remove.mutateAsync(undefined)}
      onClose={onClose}
    >
      <p>
        {count(contacts)} people go, with {count(touchpoints)} touchpoints, their companies, seven colleagues
        who cannot sign in, and whatever you noted on them. People and companies you brought in yourself stay.
      </p>
    </ConfirmDialog>
  );
}
