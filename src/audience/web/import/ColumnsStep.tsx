import { count } from '../../../web/numbers.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Field } from '../../../web/ui/Field.tsx';
import { Icon } from '../../../web/ui/Icon.tsx';
import { RelativeTime } from '../../../web/ui/RelativeTime.tsx';
import { Segmented } from '../../../web/ui/Segmented.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextInput } from '../../../web/ui/TextInput.tsx';
import { targetWords, type Preview } from './imports.ts';
import {
  fieldOf,
  newPropertyOf,
  NEW_PROPERTY,
  twice,
  usedColumns,
  withAllProperties,
  withColumn,
  withProperty,
  type ColumnMap,
  type FieldChoice,
  type FileColumn,
  type Options,
  type PropertyType,
  type Target,
} from './mapping.ts';

type Props = { preview: Preview; map: ColumnMap; options: Options; change: (options: Options) => void };

const targets = (['contacts', 'companies', 'touchpoints'] as const).map((value) => {
  return { value, label: targetWords[value] };
});

export function TargetChoice({ options, change }: Pick<Props, 'options' | 'change'>) {
  return (
    <div className="row wrap">
      <span className="strong">Each row is about</span>
      <Segmented<Target>
        label="What the file holds"
        value={options.target ?? 'contacts'}
        choices={targets}
        onChange={(target) => change({ target, reading: options.reading })}
      />
    </div>
  );
}

export function ColumnsStep({ preview, map, options, change }: Props) {
  const { columns, fields } = preview;
  const doubled = twice(map, fields);
  const hasLeft = columns.some(({ name, samples }) => fieldOf(map, name) === '' && samples.length > 0);
  return (
    <>
      <Remembered {...{ preview, options, change }} />
      <div className="row wrap between">
        <p className="muted">
          {count(usedColumns(map, columns))} of {count(columns.length)} columns are recognised.{' '}
          {preview.target === 'touchpoints'
            ? 'The others are kept with each touchpoint under their names.'
            : 'What you leave out is not imported.'}
        </p>
        {preview.target !== 'touchpoints' && hasLeft && (
          <Button small onClick={() => change(withAllProperties(options, map, columns))}>
            Make properties of the others
          </Button>
        )}
      </div>
      <table className="table mapping">
        <thead>
          <tr>
            <th scope="col">Column in the file</th>
            <th scope="col">First values</th>
            <th scope="col">Becomes</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <ColumnRow key={column.name} {...{ column, preview, map, options, change }} />
          ))}
        </tbody>
      </table>
      {doubled.length > 0 && (
        <output className="notice">
          <Icon name="info" />
          <span>Two columns are {doubled.join(', ')}: in each row, the first that has a value counts.</span>
        </output>
      )}
    </>
  );
}

/** The same columns were imported before: what was said of them then is one press away. */
function Remembered({ preview, options, change }: Omit<Props, 'map'>) {
  const { remembered, target } = preview;
  if (remembered === null || options.map !== undefined) return null;
  return (
    <output className="notice">
      <Icon name="clock" />
      <div className="row wrap between">
        <span>
          {remembered.madeBy} imported a file with the same columns, {remembered.fileName},{' '}
          <RelativeTime at={remembered.madeAt} />.
        </span>
        <Button small onClick={() => change({ ...remembered.options, target, reading: options.reading })}>
          Use the same choices
        </Button>
      </div>
    </output>
  );
}

function ColumnRow({ column, preview, map, options, change }: Props & { column: FileColumn }) {
  const { name, samples } = column;
  const field = fieldOf(map, name);
  const made = newPropertyOf(options, map, name);
  return (
    <>
      <tr className={field === '' && preview.target !== 'touchpoints' ? 'left-out' : undefined}>
        <th scope="row">
          {name}
          <div className="sample only-narrow">{samples[0]}</div>
        </th>
        <td className="samples">
          {samples.length === 0 ? <span className="faint">empty</span> : samples.join(' · ')}
        </td>
        <td>
          <FieldSelect
            label={`What ${name} becomes`}
            value={made ? NEW_PROPERTY : field}
            fields={preview.fields}
            target={preview.target}
            onChange={(next) => change(withColumn(options, map, column, next))}
          />
        </td>
      </tr>
      {made && (
        <tr className="new-property">
          {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- a cell; the controls in it have theirs */}
          <td colSpan={2}>
            <div className="pairs">
              <Field label={`Name of the property made of ${name}`}>
                <TextInput
                  value={made.property.label ?? name}
                  maxLength={80}
                  onChange={(label) => change(withProperty(options, made.key, { label }))}
                />
              </Field>
              <Field label="Its values are">
                <Select
                  value={made.property.type}
                  choices={typeChoices}
                  onChange={(type) => change(withProperty(options, made.key, { type: type as PropertyType }))}
                />
              </Field>
            </div>
          </td>
          {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label -- an empty cell */}
          <td className="samples" />
        </tr>
      )}
    </>
  );
}

const typeWords: Record<Exclude<PropertyType, 'multi_choice' | 'money' | 'user'>, string> = {
  text: 'Texts',
  number: 'Numbers',
  date: 'Dates',
  choice: 'Choices of a list',
  yes_no: 'Yes or no',
  url: 'Web addresses',
};
const typeChoices = Object.entries(typeWords).map(([value, label]) => ({ value, label }));

type FieldSelectProps = {
  label: string;
  value: string;
  fields: readonly FieldChoice[];
  target: Target;
  onChange: (field: string) => void;
};

/** The browser's own, with its groups: forty fields in one list are none. */
function FieldSelect({ label, value, fields, target, onChange }: FieldSelectProps) {
  const groups = [...Map.groupBy(fields, ({ group }) => group)];
  return (
    <select
      className="select"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{target === 'touchpoints' ? 'Kept under its name' : 'Leave out'}</option>
      {groups.map(([group, choices]) => (
        <optgroup key={group} label={group}>
          {choices.map(({ field, label: words }) => (
            <option key={field} value={field}>
              {words}
            </option>
          ))}
        </optgroup>
      ))}
      {target !== 'touchpoints' && <option value={NEW_PROPERTY}>New property …</option>}
    </select>
  );
}
