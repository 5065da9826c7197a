import { counted } from '../../../web/numbers.ts';
import { classes } from '../../../web/ui/classes.ts';
import { Icon } from '../../../web/ui/Icon.tsx';
import { Tag } from '../../../web/ui/Tag.tsx';
import { showValue } from '../words.ts';
import type { Preview } from './imports.ts';
import { labelOf, outcomesOf, outcomeWords, shownFields } from './outcomes.ts';

type Row = Preview['rows'][number];

/** The first rows as they will become: what is known and will be otherwise stands struck through beside the new value. */
export function PreviewStep({ preview, stale }: { preview: Preview; stale: boolean }) {
  const { rows, fields: offered } = preview;
  const fields = shownFields(rows, offered);
  if (rows.length === 0) return <p className="muted">The file names columns, but has no rows.</p>;
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
                  {labelOf(field, offered)}
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
          <PreviewCell key={field} row={row} field={field} />
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

function PreviewCell({ row, field }: { row: Row; field: string }) {
  const after = showValue(field, row.fields[field] ?? '');
  if (!Object.hasOwn(row.before, field)) return <td>{after}</td>;
  const before = showValue(field, row.before[field] ?? '');
  return (
    <td className="differs">
      {before !== '' && (
        <>
          <del>
            <span className="sr">before </span>
            {before}
          </del>{' '}
        </>
      )}
      <ins>{after}</ins>
    </td>
  );
}
