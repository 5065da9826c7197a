import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { choicesOf, sourceChoices, stageChoices } from '../words.ts';
import { Everybody } from './Everybody.tsx';
import type { Preview } from './imports.ts';
import { isMapped, type ColumnMap, type Options } from './mapping.ts';

type Props = { preview: Preview; map: ColumnMap; options: Options; change: (options: Options) => void };
type Match = NonNullable<Options['match']>;
type Update = NonNullable<Options['update']>;
type By = NonNullable<Options['by']>[number];

const matchWords: Record<Match, string> = {
  create_and_update: 'New ones and known ones',
  create: 'Only new ones; known ones stay as they are',
  update: 'Only known ones; nothing is added',
};
const updateWords: Record<Update, string> = {
  overwrite: 'Take what the file says',
  fill_blanks: 'Only fill what is empty',
};

/** How rows find what is known, and what becomes of it. */
export function MatchingStep(props: Props) {
  const { target } = props.preview;
  return (
    <div className="stack loose">
      {target === 'touchpoints' ? <TouchpointOptions {...props} /> : <RecordOptions {...props} />}
      {isMapped(props.map, 'externalId') && (
        <div className="pairs">
          <IdSpace {...props} />
        </div>
      )}
      <Writing {...props} />
    </div>
  );
}

function RecordOptions(props: Props) {
  const { options, change, preview, map } = props;
  const isContacts = preview.target === 'contacts';
  return (
    <>
      <div className="pairs">
        <Field label="Which rows are taken">
          <Select
            value={options.match ?? 'create_and_update'}
            choices={choicesOf(matchWords)}
            onChange={(match) => change({ ...options, match: match as Match })}
          />
        </Field>
        {options.match !== 'create' && (
          <Field label="When a known one has another value">
            <Select
              value={options.update ?? 'overwrite'}
              choices={choicesOf(updateWords)}
              onChange={(update) => change({ ...options, update: update as Update })}
            />
          </Field>
        )}
      </div>
      {isContacts ? <RecognisedBy {...props} /> : <CompaniesAreKnown />}
      {isContacts && isMapped(map, 'companyName') && (
        <Checkbox
          label="Make companies that nobody knows yet"
          hint="Otherwise the name only stands on the contact."
          checked={options.createCompanies ?? false}
          onChange={(createCompanies) => change({ ...options, createCompanies })}
        />
      )}
      {isContacts && options.match !== 'update' && <NewContacts {...props} />}
      {isContacts && <Everybody {...props} />}
    </>
  );
}

function CompaniesAreKnown() {
  return (
    <p className="muted">
      Companies are recognised by their id in the other system, else by their domain, else by exactly the same
      name.
    </p>
  );
}

const byWords: Partial<Record<By, string>> = {
  externalId: 'Id in another system',
  email: 'E-mail address',
  phone: 'Phone number',
};
const byOrder: By[] = ['externalId', 'email', 'phone'];

function RecognisedBy({ options, change, map }: Props) {
  const by = options.by ?? ['externalId', 'email'];
  const toggle = (key: By, on: boolean) => {
    const next = byOrder.filter((each) => (each === key ? on : by.includes(each)));
    if (next.length > 0) change({ ...options, by: next });
  };
  return (
    <fieldset className="plain">
      <legend className="strong">People are recognised by</legend>
      <div className="row wrap ways">
        {byOrder.map((key) => (
          <Checkbox
            key={key}
            label={byWords[key] ?? key}
            checked={by.includes(key) && isMapped(map, key)}
            disabled={!isMapped(map, key)}
            onChange={(on) => toggle(key, on)}
          />
        ))}
      </div>
      <p className="hint">
        In this order. A row whose id and address belong to two people, or whose phone number several have, is
        skipped, and the reason says whose they are.
      </p>
    </fieldset>
  );
}

function NewContacts({ options, change }: Props) {
  return (
    <div className="pairs">
      <Field label="Stage of new contacts" hint="When the file does not say.">
        <Select
          value={options.stage ?? 'lead'}
          choices={stageChoices}
          onChange={(stage) => change({ ...options, stage: stage as NonNullable<Options['stage']> })}
        />
      </Field>
      <Field label="How did they first hear of us?" hint="When the file does not say.">
        <Select
          value={options.source ?? 'unknown'}
          choices={sourceChoices}
          onChange={(source) => change({ ...options, source: source as NonNullable<Options['source']> })}
        />
      </Field>
    </div>
  );
}

function TouchpointOptions({ options, change, map }: Props) {
  return (
    <>
      <p className="muted">
        People who are not known yet become contacts. A row that was imported before is recognised, and counts
        once.
      </p>
      <div className="pairs">
        {!isMapped(map, 'kind') && (
          <Field label="Kind of all of them" hint="What happened: visit, order, demo …">
            <TextInput
              value={options.kind ?? ''}
              onChange={(kind) => change({ ...options, kind: kind || undefined })}
            />
          </Field>
        )}
        {!isMapped(map, 'channel') && (
          <Field label="Channel of all of them" optional>
            <Select
              value={options.channel ?? ''}
              placeholder="As usual for the kind"
              choices={sourceChoices}
              onChange={(channel) =>
                change({ ...options, channel: (channel || undefined) as Options['channel'] })
              }
            />
          </Field>
        )}
        {!isMapped(map, 'when') && (
          <Field label="When it was">
            <TextInput
              value={options.when ?? ''}
              placeholder="2026-11-23"
              onChange={(when) => change({ ...options, when: when || undefined })}
            />
          </Field>
        )}
        {isMapped(map, 'value') && !isMapped(map, 'currency') && (
          <Field label="Currency of the values" hint="Such as EUR.">
            <TextInput
              value={options.currency ?? ''}
              maxLength={3}
              onChange={(currency) => change({ ...options, currency: currency.toUpperCase() || undefined })}
            />
          </Field>
        )}
      </div>
    </>
  );
}

function IdSpace({ options, change }: Props) {
  return (
    <Field
      label="Whose ids are they?"
      hint="A short name of the system, such as shop or crm. The same id of two systems is two people; “main” is what your own web site sends."
    >
      <TextInput
        value={options.idSpace ?? ''}
        placeholder="main"
        maxLength={40}
        onChange={(idSpace) => change({ ...options, idSpace: idSpace.toLowerCase() || undefined })}
      />
    </Field>
  );
}

const dateChoices = [
  { value: 'auto', label: 'Only dates that can be read in one way' },
  { value: 'day_first', label: '03/04 is 3 April' },
  { value: 'month_first', label: '03/04 is 4 March' },
];
const decimalChoices = [
  { value: '.', label: '1,234.50' },
  { value: ',', label: '1.234,50' },
];

/** How the file writes dates and numbers. */
function Writing({ options, change, preview, map }: Props) {
  const hasDates =
    isMapped(map, 'when') ||
    isMapped(map, 'createdAt') ||
    isMapped(map, 'consentAt') ||
    preview.columns.some(({ type }) => type === 'date');
  const hasNumbers = isMapped(map, 'value') || preview.columns.some(({ type }) => type === 'number');
  if (!hasDates && !hasNumbers) return null;
  return (
    <div className="triples">
      {hasDates && (
        <Field label="Dates">
          <Select
            value={options.dates ?? preview.dates}
            choices={dateChoices}
            onChange={(dates) => change({ ...options, dates: dates as NonNullable<Options['dates']> })}
          />
        </Field>
      )}
      {hasDates && (
        <Field label="Time zone" hint="Of moments that name none.">
          <Select
            value={options.timeZone ?? 'UTC'}
            choices={zones()}
            onChange={(timeZone) => change({ ...options, timeZone })}
          />
        </Field>
      )}
      {hasNumbers && (
        <Field label="Numbers">
          <Select
            value={options.decimal ?? ''}
            placeholder="Only those that can be read in one way"
            choices={decimalChoices}
            onChange={(decimal) =>
              change({ ...options, decimal: (decimal || undefined) as Options['decimal'] })
            }
          />
        </Field>
      )}
    </div>
  );
}

function zones() {
  const all = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')];
  return all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
}
