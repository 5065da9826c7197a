import { counted } from '../../../web/numbers.ts';
import { classes } from '../../../web/ui/classes.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import type { ImportPreview } from '../../contract.ts';
import { fieldWords, showValue } from '../words.ts';
import type { ColumnMap } from './mapping.ts';
import { outcomesOf, outcomeWords, shownFields } from './outcomes.ts';

type Row = ImportPreview['rows'][number];
type Props = { rows: readonly Row[]; map: ColumnMap; stale: boolean };

/** The first rows as they will become, with what is wrong with them. */
export function PreviewTable({ rows, map, stale }: Props) {
  const fields = shownFields(map);
  return (
    <>
      <p className="muted">
        Of the first {counted(rows.length, 'row', 'rows')}: {outcomesOf(rows)}.
      </p>
      <section
        className={classes('scroll preview', stale && 'stale')}
        aria-label="Preview of the first rows"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, also by keyboard
        tabIndex={0}
      >
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Row</th>
              <th scope="col">Will be</th>
              {fields.map((field) => (
                <th key={field} scope="col">
                  {fieldWords[field]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <PreviewRow key={row.row} row={row} fields={fields} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

function PreviewRow({ row, fields }: { row: Row; fields: readonly string[] }) {
  const wrong = row.outcome === 'skipped';
  return (
    <>
      <tr className={classes(wrong && 'skipped', row.problems.length > 0 && 'remarked')}>
        <td className="num muted">{row.row}</td>
        <td>
          <Tag tone={wrong ? 'bad' : row.outcome === 'created' ? 'good' : undefined}>
            {outcomeWords[row.outcome]}
          </Tag>
        </td>
        {fields.map((field) => (
          <td key={field}>{showValue(field, row.fields[field] ?? '')}</td>
        ))}
      </tr>
      {row.problems.length > 0 && (
        <tr className="problems">
          <td colSpan={fields.length + 2}>
            <span className={classes('row', wrong ? 'negative' : 'muted')}>
              <Icon name={wrong ? 'warning' : 'info'} size={14} />
              {row.problems.join(' ')}
            </span>
          </td>
        </tr>
      )}
    </>
  );
}
