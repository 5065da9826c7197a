import { useMemo } from 'react';
import type { Column } from '../../../web/list/columns.ts';
import type { FilterField } from '../../../web/list/filter.ts';
import { Tag } from '../../../web/ui/Tag.tsx';
import { ownerChoices, useColleagues } from '../people.ts';
import {
  PROPERTY_FIELD,
  useProperties,
  type Property,
  type PropertyValues,
  type RecordKind,
} from './properties.ts';
import { choiceLabel, linkWords, showValue } from './words.ts';

type HasProperties = { properties: PropertyValues };

/** A list's own columns and fields, with those of the declared properties after them. */
export function useWithProperties<T extends HasProperties>(
  recordKind: RecordKind,
  columns: readonly Column<T>[],
  fields: readonly FilterField[],
): { columns: readonly Column<T>[]; fields: readonly FilterField[] } {
  const properties = useProperties(recordKind);
  return useMemo(
    () => ({
      columns: [...columns, ...properties.map((property) => columnOf<T>(property))],
      fields: [...fields, ...properties.map(fieldOf)],
    }),
    [columns, fields, properties],
  );
}

const unsorted = new Set<Property['type']>(['multi_choice', 'url', 'user', 'yes_no']);
const widths: Partial<Record<Property['type'], number>> = { number: 96, money: 112, date: 112, yes_no: 80 };

function columnOf<T extends HasProperties>(property: Property): Column<T> {
  const right = property.type === 'number' || property.type === 'money';
  return {
    id: `${PROPERTY_FIELD}${property.key}`,
    header: property.label,
    width: widths[property.type] ?? 148,
    hidden: true,
    sortable: !unsorted.has(property.type),
    ...(right ? { align: 'right' as const } : {}),
    cell: ({ properties }) => <Cell property={property} value={properties[property.key]} />,
  };
}

type CellProps = { property: Property; value: PropertyValues[string] | undefined };

function Cell({ property, value }: CellProps) {
  if (value === undefined) return null;
  if (property.type === 'user') return <Colleague id={String(value)} />;
  if (property.type === 'url') return <span className="muted">{linkWords(String(value))}</span>;
  if (property.type === 'choice') return <Tag>{choiceLabel(property, String(value))}</Tag>;
  if (Array.isArray(value)) return <Chips words={value.map((each) => choiceLabel(property, each))} />;
  return <span className="num">{showValue(property, value)}</span>;
}

function Colleague({ id }: { id: string }) {
  return useColleagues().get(id)?.name ?? 'a former colleague';
}

/** A row is one line: what does not fit is counted. */
export function Chips({ words, most = 2 }: { words: readonly string[]; most?: number }) {
  const rest = words.length - most;
  return (
    <span className="chips" title={words.join(', ')}>
      {words.slice(0, most).map((word) => (
        <Tag key={word}>{word}</Tag>
      ))}
      {rest > 0 && <span className="small muted">+{rest}</span>}
    </span>
  );
}

const types: Record<Property['type'], FilterField['type']> = {
  text: 'text',
  url: 'text',
  number: 'number',
  money: 'number',
  date: 'day',
  choice: 'choice',
  multi_choice: 'tags',
  yes_no: 'yesno',
  user: 'user',
};

export function fieldOf({ key, label, type, choices, currency }: Property): FilterField {
  return {
    id: `${PROPERTY_FIELD}${key}`,
    label,
    type: types[type],
    own: true,
    ...(type === 'choice' || type === 'multi_choice' ? { choices } : {}),
    ...(type === 'user'
      ? { choices: async () => [{ value: 'me', label: 'Me' }, ...(await ownerChoices())] }
      : {}),
    ...(currency === null ? {} : { currency }),
  };
}
